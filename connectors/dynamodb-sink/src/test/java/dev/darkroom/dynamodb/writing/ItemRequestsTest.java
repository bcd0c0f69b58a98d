package dev.darkroom.dynamodb.writing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.dynamodb.mapping.Change;
import dev.darkroom.dynamodb.mapping.Guard;
import dev.darkroom.dynamodb.mapping.ItemKey;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

final class ItemRequestsTest {
    private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("a"));
    private static final AttributeValue ONE = AttributeValue.fromN("1");

    @Test
    void updateSetsAddsAndRemovesUnderItsGuard() {
        // When
        UpdateItemRequest request = ItemRequests.update(
                "t",
                new Change.Update(KEY, Map.of("name", ONE), Map.of("count", ONE), Set.of("gone")),
                new Guard.Newer("version", ONE));

        // Then
        assertThat(request.updateExpression()).isEqualTo("SET #0 = :0 ADD #1 :1 REMOVE #2");
        assertThat(request.conditionExpression()).isEqualTo("attribute_not_exists(#3) OR #3 < :2");
        assertThat(request.expressionAttributeNames())
                .isEqualTo(Map.of("#0", "name", "#1", "count", "#2", "gone", "#3", "version"));
        assertThat(request.expressionAttributeValues()).containsOnlyKeys(":0", ":1", ":2");
    }

    @Test
    void updateThatChangesNothingHasNoExpressionAtAll() {
        // When
        UpdateItemRequest request =
                ItemRequests.update("t", new Change.Update(KEY, Map.of(), Map.of(), Set.of()), Guard.NONE);

        // Then
        assertThat(request.updateExpression()).isNull();
        assertThat(request.hasExpressionAttributeNames()).isFalse();
        assertThat(request.hasExpressionAttributeValues()).isFalse();
    }

    @Test
    void insertHasToFindNoItem() {
        // When
        var request = ItemRequests.put("t", new Change.Put(KEY), new ItemKey("t", KEY), new Guard.Absent());

        // Then
        assertThat(request.conditionExpression()).isEqualTo("attribute_not_exists(#0)");
        assertThat(request.expressionAttributeNames()).isEqualTo(Map.of("#0", "id"));
        assertThat(request.hasExpressionAttributeValues()).isFalse();
    }

    @Test
    void deletionOfAnOlderVersionLeavesTheItem() {
        assertThat(ItemRequests.delete("t", new Change.Delete(KEY), new Guard.Newer("v", ONE))
                        .conditionExpression())
                .isEqualTo("attribute_not_exists(#0) OR #0 < :0");
    }
}
