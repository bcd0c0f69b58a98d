package dev.darkroom.analytics.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.analytics.QueryException;
import dev.darkroom.analytics.dialect.AthenaStatement;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions and what Trino's documentation says they are. */
final class AnswersAsAthenaTest {
    private static final Instant NOW = Instant.parse("2026-11-27T02:03:04.005Z");

    @TempDir
    Path directory;

    private DuckDb duckDb;

    @BeforeEach
    void open() {
        duckDb = DuckDb.open("200MB", directory);
    }

    @AfterEach
    void close() {
        duckDb.close();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '"', nullValues = "null", textBlock = """
            7 / 2                                                                            => 3
            -7 / 2                                                                           => -3
            7 % 2                                                                            => 1
            round(2.5e0)                                                                     => 3.0
            round(-2.5e0)                                                                    => -3.0
            CAST(round(2.5e0) AS bigint)                                                     => 3
            CAST(true AS varchar)                                                            => true
            CAST(date '2026-11-27' AS varchar)                                               => 2026-11-27
            date(from_iso8601_timestamp('2026-11-27T23:59:59.999Z'))                         => 2026-11-27
            date(from_iso8601_timestamp('2026-11-27T23:59:59.999-02:00'))                    => 2026-11-28
            date_trunc('week', date '2026-11-27')                                            => 2026-11-23
            date_trunc('month', date '2026-11-27')                                           => 2026-11-01
            date_add('day', 1, date '2026-12-31')                                            => 2027-01-01
            date_add('month', 1, date '2026-01-31')                                          => 2026-02-28
            date_add('week', -1, date '2026-11-23')                                          => 2026-11-16
            date_diff('day', timestamp '2026-11-26 12:00:00', timestamp '2026-11-27 11:59:59') => 0
            date_diff('day', date '2026-11-26', date '2026-12-27')                           => 31
            date_diff('month', date '2026-01-31', date '2026-03-30')                         => 1
            date_diff('millisecond', from_iso8601_timestamp('2026-11-27T00:00:00.001Z'), from_iso8601_timestamp('2026-11-27T00:00:01.000Z')) => 999
            date_format(timestamp '2026-11-27 02:03:04', '%Y-%m-%d %H:%i:%s')                => 2026-11-27 02:03:04
            to_iso8601(timestamp '2026-11-27 02:03:04.005')                                  => 2026-11-27T02:03:04.005
            to_iso8601(current_timestamp)                                                    => 2026-11-27T02:03:04.005Z
            to_iso8601(date '2026-11-27')                                                    => 2026-11-27
            day_of_week(date '2026-11-29')                                                   => 7
            week(date '2027-01-01')                                                          => 53
            year_of_week(date '2027-01-01')                                                  => 2026
            cardinality(ARRAY['a', 'b'])                                                     => 2
            element_at(ARRAY['a', 'b'], -1)                                                  => b
            element_at(ARRAY['a', 'b'], 3)                                                   => null
            contains(ARRAY[1, 2], 2)                                                         => true
            element_at(split('a,b,c', ','), 2)                                               => b
            strpos('hello', 'l')                                                             => 3
            substr('hello', -3)                                                              => llo
            substr('hello', 2, 3)                                                            => ell
            regexp_like('image/jpeg', '^image/')                                             => true
            'a' || null                                                                      => null
            coalesce(null, 'b')                                                              => b
            if(1 > 2, 'a', 'b')                                                              => b
            lpad('7', 3, '0')                                                                => 007
            truncate(-2.7e0)                                                                 => -2.0
            mod(-7, 3)                                                                       => -1
            sign(-2)                                                                         => -1
            1e0 / 4                                                                          => 0.25
            """)
    void toExpressions(String expression, String expected) throws SQLException {
        // Then
        assertThat(first("SELECT " + expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '"', textBlock = """
            SELECT approx_percentile(x, 0.5) FROM (VALUES (1), (2), (3), (4)) AS t (x)                => 2
            SELECT approx_percentile(x, 0.99) FROM (VALUES (1), (2), (3), (4)) AS t (x)               => 4
            SELECT approx_distinct(x) FROM (VALUES (1), (2), (2)) AS t (x)                          => 2
            SELECT count_if(x > 1) FROM (VALUES (1), (2), (3)) AS t (x)                             => 2
            SELECT avg(x) FROM (VALUES (1), (2)) AS t (x)                                         => 1.5
            SELECT sum(x) FILTER (WHERE x > 1) FROM (VALUES (1), (2), (3)) AS t (x)                 => 5
            SELECT x FROM (VALUES (1), (null)) AS t (x) ORDER BY x DESC LIMIT 1                   => 1
            SELECT max_by(y, x) FROM (VALUES (1, 'a'), (2, 'b')) AS t (x, y)                  => b
            SELECT n FROM (VALUES (1)) AS t (x) CROSS JOIN UNNEST(ARRAY['p', 'q']) AS u (n) ORDER BY n DESC LIMIT 1 => q
            SELECT x FROM (VALUES (1), (2), (3)) AS t (x) ORDER BY x OFFSET 1 LIMIT 1               => 2
            """)
    void toQueries(String query, String expected) throws SQLException {
        // Then
        assertThat(first(query)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '"', textBlock = """
            1.0 / 3                                 => division of a decimal
            CAST(1 AS decimal(10,2)) / 3            => division of a decimal
            avg(1.5)                                => avg of a decimal
            CAST(1e0 AS varchar)                    => CAST of double to varchar
            CAST(current_timestamp AS varchar)      => to varchar
            CAST(2.5e0 AS bigint)                   => CAST of a double to a whole number
            date '2026-11-27' + INTERVAL '1' DAY    => arithmetic on dates
            date '2026-11-27' - date '2026-11-26'   => arithmetic on dates
            """)
    void refusesWhatOnlyTheTypesTell(String expression, String named) {
        // Then
        assertThatThrownBy(() -> first("SELECT " + expression))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining(named);
    }

    @Test
    void refusesDivisionOfAColumnOfDecimals() {
        // Then
        assertThatThrownBy(() -> first("SELECT x / 3 FROM (VALUES (CAST(1 AS decimal(10, 2)))) AS t (x)"))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("division of a decimal");
    }

    private String first(String athena) throws SQLException {
        String sql = ((AthenaStatement.Select) AthenaStatement.of(athena, NOW)).sql();
        BoundTypes.check(duckDb.boundPlan(sql));
        try (Statement statement = duckDb.statement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
