package dev.darkroom.dynamodb.connection;

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

    static boolean isOn(TimeToLiveDescription found) {
        return found.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                || found.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
    }

    private boolean isOn() {
        TimeToLiveDescription found = describe();
        if (isOn(found) && !attribute.equals(found.attributeName())) {
            throw new ConnectException("Items of table " + table + " expire by attribute " + found.attributeName()
                    + ", not by " + attribute + ": change " + ATTRIBUTE_OPTION + " or the table");
        }
        return isOn(found);
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
