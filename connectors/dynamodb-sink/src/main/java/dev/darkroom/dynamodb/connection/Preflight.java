package dev.darkroom.dynamodb.connection;

import dev.darkroom.dynamodb.settings.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * Compares a configuration with the tables that are there. It only ever says what it has seen: where it may not look, or
 * nobody answers in a few seconds, there is no problem.
 */
public final class Preflight {
    private static final Logger log = LoggerFactory.getLogger(Preflight.class);

    /** Someone waits for the answer, and Connect's REST API for at most 90 seconds. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final DynamoDbClient client;
    private final Clock clock;

    Preflight(DynamoDbClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** What does not fit, each at the option that can be changed to make it fit. */
    public static List<Problem> problems(ConnectionSettings connection, ExpectedTables expected) {
        if (expected.names().isEmpty()) {
            return List.of();
        }
        try (DynamoDbClient client = connection.forChecks().connect(1)) {
            return new Preflight(client, Clock.systemUTC()).problems(expected);
        } catch (ConnectException e) {
            log.info("The configuration was not checked against the tables: {}", e.getMessage());
            return List.of();
        }
    }

    List<Problem> problems(ExpectedTables expected) {
        Instant end = clock.instant().plus(TIMEOUT);
        List<Problem> problems = new ArrayList<>();
        for (String table : expected.names()) {
            if (clock.instant().isAfter(end)) {
                log.info("From table {} on, the configuration was not checked: DynamoDB is slow", table);
                break;
            }
            if (!check(table, expected, problems)) {
                break;
            }
        }
        return problems;
    }

    /** Returns whether it makes sense to go on. */
    private boolean check(String table, ExpectedTables expected, List<Problem> problems) {
        try {
            var found =
                    client.describeTable(describe -> describe.tableName(table)).table();
            problems.addAll(new TableCheck(table, expected).problems(found));
            if (expected.ttlAttribute().isPresent()) {
                var expiry =
                        new TimeToLive(client, table, expected.ttlAttribute().get());
                expiry.problem(expiry.describe()).ifPresent(problems::add);
            }
            return true;
        } catch (ResourceNotFoundException e) {
            if (!expected.mayBeMissing()) {
                problems.add(TableCheck.missing(table));
            }
            return true;
        } catch (SdkException e) {
            log.info("From table {} on, the configuration was not checked: {}", table, new TableFailure(e).reason());
            return false;
        }
    }
}
