package dev.darkroom.localstack.dynamodb;

import dev.darkroom.localstack.template.Table;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;

/**
 * Creates the tables of the template that are missing, with their indexes and time to live. A table that exists is left
 * as it is; what DynamoDB Local does not offer (point-in-time recovery) is left out.
 */
final class TableCreation {
    private static final Logger LOG = LoggerFactory.getLogger(TableCreation.class);

    private final DynamoDbClient client;

    TableCreation(DynamoDbClient client) {
        this.client = client;
    }

    void create(List<Table> tables) {
        Set<String> existing = Set.copyOf(client.listTables().tableNames());
        tables.stream().filter(table -> !existing.contains(table.name())).forEach(this::create);
    }

    private void create(Table table) {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(table.name())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(table.attributes().stream()
                        .map(TableCreation::attribute)
                        .toList())
                .keySchema(keys(table.keySchema()));
        if (!table.globalSecondaryIndexes().isEmpty()) {
            request.globalSecondaryIndexes(table.globalSecondaryIndexes().stream()
                    .map(TableCreation::index)
                    .toList());
        }
        client.createTable(request.build());
        String expiry = table.timeToLiveAttribute();
        if (expiry != null) {
            client.updateTimeToLive(update -> update.tableName(table.name())
                    .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(expiry)));
        }
        LOG.atInfo().addKeyValue("table", table.name()).log("Table created, without point-in-time recovery");
    }

    private static AttributeDefinition attribute(Table.Attribute attribute) {
        return AttributeDefinition.builder()
                .attributeName(attribute.name())
                .attributeType(attribute.type())
                .build();
    }

    private static List<KeySchemaElement> keys(List<Table.Key> keys) {
        return keys.stream()
                .map(key -> KeySchemaElement.builder()
                        .attributeName(key.attribute())
                        .keyType(key.kind())
                        .build())
                .toList();
    }

    private static GlobalSecondaryIndex index(Table.Index index) {
        Projection.Builder projection = Projection.builder().projectionType(index.projection());
        if (!index.nonKeyAttributes().isEmpty()) {
            projection.nonKeyAttributes(index.nonKeyAttributes());
        }
        return GlobalSecondaryIndex.builder()
                .indexName(index.name())
                .keySchema(keys(index.keySchema()))
                .projection(projection.build())
                .build();
    }
}
