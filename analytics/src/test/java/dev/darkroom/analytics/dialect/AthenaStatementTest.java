package dev.darkroom.analytics.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.analytics.QueryException;
import dev.darkroom.analytics.Questions;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Query;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class AthenaStatementTest {
    private static final Instant NOW = Instant.parse("2026-11-27T02:03:04.005Z");

    static Stream<Questions.Question> questions() {
        return Stream.of("../analytics/sql", "../analytics/views")
                .map(directory -> Questions.in(Path.of(directory)))
                .flatMap(questions -> questions.questions().stream());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void takesEveryQuestionThatIsShipped(Questions.Question question) {
        // Then
        assertThat(new SqlParser().createStatement(question.sql())).isInstanceOf(Query.class);
        assertThat(AthenaStatement.of(question.sql(), NOW)).isInstanceOf(AthenaStatement.Select.class);
        assertThat(question.text()).endsWith(question.name().equals("all_images") ? "." : "?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT soundex(a) FROM t                               | the function soundex
            SELECT concat(a, b) FROM t                             | use the operator ||
            SELECT greatest(a, b) FROM t                           | use CASE
            SELECT a[1] FROM t                                     | use element_at
            SELECT a AT TIME ZONE 'UTC' FROM t                     | AT TIME ZONE
            SELECT transform(a, x -> x + 1) FROM t                 | the function transform
            SELECT * FROM t TABLESAMPLE BERNOULLI (10)             | SAMPLED RELATION
            SELECT TRY(1 / 0)                                      | TRY
            SELECT CAST(a AS varchar(3)) FROM t                    | CAST to varchar(3)
            SELECT CAST(a AS decimal) FROM t                       | CAST to decimal
            SELECT TIMESTAMP '2026-01-01 00:00:00 Europe/Zurich'   | the literal
            SELECT ROW(1, 2)                                       | ROW
            SELECT date_format(a, '%D') FROM t                     | date_format's %D
            SELECT date_format(a, b) FROM t                        | no literal
            SELECT EXTRACT(TIMEZONE_HOUR FROM a) FROM t            | EXTRACT of TIMEZONE_HOUR
            SELECT x FROM UNNEST(ARRAY[1]) WITH ORDINALITY t(x, n) | WITH ORDINALITY
            WITH RECURSIVE t(n) AS (SELECT 1) SELECT n FROM t      | WITH RECURSIVE
            SELECT a FROM t FETCH FIRST 3 ROWS ONLY                | FETCH FIRST
            SELECT x FROM (VALUES 1, 2) AS t (x)                   | put each row in parentheses
            SELECT 1.0 / 3                                         | division of a decimal
            DELETE FROM t                                          | only read
            DROP TABLE t                                           | only read
            SELECT FROM                                            | Athena would not take this: line 1:8
            SELECT a FROM t QUALIFY true                           | Athena would not take this
            """)
    void refusesByNameWhatItWouldAnswerOtherwise(String sql, String named) {
        // Then
        assertThatThrownBy(() -> AthenaStatement.of(sql, NOW))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '"', textBlock = """
            SELECT approx_percentile(a, 0.5) FROM t => SELECT quantile_disc(a, 0.5) FROM t
            SELECT a || 'x' FROM t => SELECT a || 'x' FROM t
            SELECT current_timestamp => SELECT TIMESTAMPTZ '2026-11-27 02:03:04.005Z'
            SELECT now() , current_date => SELECT TIMESTAMPTZ '2026-11-27 02:03:04.005Z' , DATE '2026-11-27'
            SELECT date_format(a, '%H:%i:%s') FROM t => SELECT strftime(a, '%H:%M:%S') FROM t
            SELECT x FROM t, UNNEST(split(a, ',')) u(x) => SELECT x FROM t, LATERAL (SELECT UNNEST(split(a, ','), max_depth := 2)) u(x)
            SELECT '--;' AS now -- now() => SELECT '--;' AS now -- now()
            """)
    void changesWhatDuckDbCallsOtherwise(String athena, String duckDb) {
        // When
        AthenaStatement statement = AthenaStatement.of(athena, NOW);

        // Then
        assertThat(((AthenaStatement.Select) statement).sql()).isEqualTo(duckDb);
    }

    @Test
    void namesTheTablesOfAQueryAndNotItsOwn() {
        // When
        AthenaStatement statement = AthenaStatement.of(
                "WITH mine AS (SELECT * FROM dynamodb.darkroom.images) SELECT * FROM mine JOIN all_images USING (image_id)",
                NOW);

        // Then
        assertThat(((AthenaStatement.Select) statement).tables())
                .containsExactly(List.of("dynamodb", "darkroom", "images"), List.of("all_images"));
    }

    @Test
    void partsStatementsAtSemicolonsThatStandForThemselves() {
        // Then
        assertThat(AthenaStatement.split("SELECT ';'; -- ;\nSELECT 2;\n;"))
                .extracting(String::strip)
                .containsExactly("SELECT ';'", "-- ;\nSELECT 2");
    }
}
