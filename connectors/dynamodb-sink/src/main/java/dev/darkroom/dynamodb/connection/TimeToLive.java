package dev.darkroom.dynamodb.connection;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** The expiry of a table's items. */
record TimeToLive(DynamoDbClient client, String table, String attribute) {
    static final String ATTRIBUTE_OPTION = "ttl.attribute";

    /** @throws ConnectException when it is on already, by another attribute */
    void enable(Patience patience) {
        boolean on = patience.with("dynamodb:DescribeTimeToLive", this::isOn);
        if (!on) {
            patience.with("dynamodb:UpdateTimeToLive", this::turnOn);
        }
    }

    /** How it stands; the attribute is absent when it was never on. */
    TimeToLiveDescription describe() {
        return client.describeTimeToLive(describe -> describe.tableName(table)).timeToLiveDescription();
    }

    /** What is wrong with the option that names the attribute, or nothing. */
    Optional<Problem> problem(TimeToLiveDescription found) {
        if (!isOn(found)) {
            return Optional.of(new Problem(
                    ATTRIBUTE_OPTION, "items of table " + table + " do not expire; enable its TTL on " + attribute));
        }
        return attribute.equals(found.attributeName())
                ? Optional.empty()
                : Optional.of(new Problem(
                        ATTRIBUTE_OPTION,
                        "items of table " + table + " expire by attribute " + found.attributeName()
                                + "; change this or the table's TTL"));
    }

    private static boolean isOn(TimeToLiveDescription found) {
        return found.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                || found.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
    }

    private boolean isOn() {
        TimeToLiveDescription found = describe();
        boolean on = isOn(found);
        if (on) {
            problem(found).ifPresent(problem -> {
                throw new ConnectException(problem.option() + ": " + problem.message());
            });
        }
        return on;
    }

    /** Turns it on, unless another task was faster: that is refused as invalid. */
    private boolean turnOn() {
        try {
            client.updateTimeToLive(update -> update.tableName(table)
                    .timeToLiveSpecification(expiry -> expiry.enabled(true).attributeName(attribute)));
            return true;
        } catch (DynamoDbException e) {
            if (new TableFailure(e).reason().equals("ValidationException") && isOn()) {
                return false;
            }
            throw e;
        }
    }
}
