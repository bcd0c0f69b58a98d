package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.mapping.Change;
import dev.darkroom.dynamodb.mapping.Guard;
import dev.darkroom.dynamodb.mapping.ItemKey;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The requests that stand for a change and its guard, each of one item. */
final class ItemRequests {
    private ItemRequests() {}

    static PutItemRequest put(String table, Change.Put put, ItemKey key, Guard guard) {
        Expression expression = new Expression();
        PutItemRequest.Builder request = PutItemRequest.builder()
                .tableName(table)
                .item(put.item())
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        if (!(guard instanceof Guard.None)) {
            request.conditionExpression(condition(guard, key.attributes(), expression))
                    .returnValuesOnConditionCheckFailure(returned(guard))
                    .expressionAttributeNames(expression.names());
            expression.values().ifPresent(request::expressionAttributeValues);
        }
        return request.build();
    }

    static DeleteItemRequest delete(String table, Change.Delete delete, Guard guard) {
        Expression expression = new Expression();
        DeleteItemRequest.Builder request = DeleteItemRequest.builder()
                .tableName(table)
                .key(delete.key())
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        if (!(guard instanceof Guard.None)) {
            request.conditionExpression(condition(guard, delete.key(), expression))
                    .returnValuesOnConditionCheckFailure(returned(guard))
                    .expressionAttributeNames(expression.names());
            expression.values().ifPresent(request::expressionAttributeValues);
        }
        return request.build();
    }

    static UpdateItemRequest update(String table, Change.Update update, Guard guard) {
        Expression expression = new Expression();
        UpdateItemRequest.Builder request = UpdateItemRequest.builder()
                .tableName(table)
                .key(update.key())
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        String changes = expression.changes(update);
        if (!changes.isEmpty()) {
            request.updateExpression(changes);
        }
        if (!(guard instanceof Guard.None)) {
            request.conditionExpression(condition(guard, update.key(), expression))
                    .returnValuesOnConditionCheckFailure(returned(guard));
        }
        if (!expression.names().isEmpty()) {
            request.expressionAttributeNames(expression.names());
        }
        expression.values().ifPresent(request::expressionAttributeValues);
        return request.build();
    }

    /** What a lost race is told: the version that won. */
    private static ReturnValuesOnConditionCheckFailure returned(Guard guard) {
        return guard instanceof Guard.Newer
                ? ReturnValuesOnConditionCheckFailure.ALL_OLD
                : ReturnValuesOnConditionCheckFailure.NONE;
    }

    private static String condition(Guard guard, Map<String, AttributeValue> key, Expression expression) {
        if (guard instanceof Guard.Newer newer) {
            String attribute = expression.name(newer.attribute());
            return "attribute_not_exists(" + attribute + ") OR " + attribute + " < "
                    + expression.value(newer.version());
        }
        return "attribute_not_exists(" + expression.name(key.keySet().iterator().next()) + ")";
    }
}
