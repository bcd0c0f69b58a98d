package dev.darkroom.dynamodb.connection;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;

/** A table's continuous backups. They come up some time after the table, and refuse until then. */
record PointInTimeRecovery(DynamoDbClient client, String table) {
    void enable(Patience patience) {
        boolean on = patience.with("dynamodb:DescribeContinuousBackups", this::isOn);
        if (!on) {
            patience.with(
                    "dynamodb:UpdateContinuousBackups",
                    () -> client.updateContinuousBackups(update -> update.tableName(table)
                            .pointInTimeRecoverySpecification(recovery -> recovery.pointInTimeRecoveryEnabled(true))));
        }
    }

    private boolean isOn() {
        ContinuousBackupsDescription found = client.describeContinuousBackups(describe -> describe.tableName(table))
                .continuousBackupsDescription();
        return found.pointInTimeRecoveryDescription() != null
                && found.pointInTimeRecoveryDescription().pointInTimeRecoveryStatus()
                        == PointInTimeRecoveryStatus.ENABLED;
    }
}
