package dev.darkroom.dynamodb.connection;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/** Creates missing tables. Any number of tasks may create the same table at the same time. */
public final class TableCreation {
    private static final Logger log = LoggerFactory.getLogger(TableCreation.class);

    private final DynamoDbClient client;
    private final TableCreationSettings settings;
    private final Optional<String> ttlAttribute;
    private final Clock clock;
    private final Patience.Sleep sleep;

    /** @param ttlAttribute the attribute by which items expire, if they do */
    public TableCreation(DynamoDbClient client, TableCreationSettings settings, Optional<String> ttlAttribute) {
        this(client, settings, ttlAttribute, Clock.systemUTC(), Thread::sleep);
    }

    TableCreation(
            DynamoDbClient client,
            TableCreationSettings settings,
            Optional<String> ttlAttribute,
            Clock clock,
            Patience.Sleep sleep) {
        this.client = client;
        this.settings = settings;
        this.ttlAttribute = ttlAttribute;
        this.clock = clock;
        this.sleep = sleep;
    }

    /**
     * Creates the table, or joins in where another task creates it, and returns when it can be written to and has what
     * the settings ask for. Repeating it changes nothing.
     *
     * @param key an item's key in the order hash, sort; its values' types become the key's
     * @throws ConnectException naming the option or the permission to change
     * @throws RetriableException when the table is not there yet or DynamoDB is not up to it at the moment
     */
    public void create(String table, Map<String, AttributeValue> key) {
        Patience patience = new Patience(table, settings.timeout(), clock, sleep);
        TableKey wanted = TableKey.of(key);
        boolean created = patience.with("dynamodb:CreateTable", () -> createOrJoin(table, wanted));
        patience.until("dynamodb:DescribeTable", () -> isActive(table, wanted));
        ttlAttribute.ifPresent(attribute -> new TimeToLive(client, table, attribute).enable(patience));
        if (settings.pointInTimeRecovery()) {
            new PointInTimeRecovery(client, table).enable(patience);
        }
        log.info("Table {} is ready, {}", table, created ? "created by this task" : "created by another");
    }

    private boolean createOrJoin(String table, TableKey key) {
        try {
            client.createTable(request(table, key));
            return true;
        } catch (ResourceInUseException e) {
            return false;
        }
    }

    private CreateTableRequest request(String table, TableKey key) {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(table)
                .attributeDefinitions(key.definitions())
                .keySchema(key.schema())
                .deletionProtectionEnabled(settings.deletionProtection() ? Boolean.TRUE : null);
        settings.billing().addTo(request);
        settings.encryption().addTo(request);
        if (!settings.tags().isEmpty()) {
            request.tags(settings.tags().entrySet().stream()
                    .map(tag -> Tag.builder()
                            .key(tag.getKey())
                            .value(tag.getValue())
                            .build())
                    .toList());
        }
        return request.build();
    }

    private boolean isActive(String table, TableKey wanted) {
        var there = client.describeTable(describe -> describe.tableName(table)).table();
        if (there.tableStatus() != TableStatus.ACTIVE && there.tableStatus() != TableStatus.UPDATING) {
            return false;
        }
        TableKey found = TableKey.of(there);
        if (!found.equals(wanted)) {
            throw new ConnectException("Table " + table + " was created by another with the key " + found
                    + ", the records have " + wanted + ": change the keys' options or the table");
        }
        return true;
    }
}
