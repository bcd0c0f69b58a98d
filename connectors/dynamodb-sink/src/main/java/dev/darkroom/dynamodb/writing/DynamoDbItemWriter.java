package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.mapping.Change;
import dev.darkroom.dynamodb.mapping.Guard;
import dev.darkroom.dynamodb.mapping.Write;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Makes one write by PutItem, UpdateItem or DeleteItem, once, under its guard. */
final class DynamoDbItemWriter implements ItemWriter {
    private final DynamoDbClient client;
    private final CapacityListener capacity;

    DynamoDbItemWriter(DynamoDbClient client, CapacityListener capacity) {
        this.client = client;
        this.capacity = capacity;
    }

    @Override
    public WriteOutcome write(Request request) {
        Write write = request.writes().get(0).write();
        try {
            make(write);
            return new WriteOutcome.Taken(0);
        } catch (ConditionalCheckFailedException e) {
            return lost(write, request, e);
        } catch (SdkException e) {
            return DynamoDbFailure.outcome(e, request);
        }
    }

    private void make(Write write) {
        String table = write.key().table();
        if (write.change() instanceof Change.Put put) {
            capacity.add(client.putItem(ItemRequests.put(table, put, write.key(), write.guard()))
                    .consumedCapacity());
        } else if (write.change() instanceof Change.Delete delete) {
            capacity.add(client.deleteItem(ItemRequests.delete(table, delete, write.guard()))
                    .consumedCapacity());
        } else if (write.change() instanceof Change.Update update) {
            capacity.add(client.updateItem(ItemRequests.update(table, update, write.guard()))
                    .consumedCapacity());
        }
    }

    /** DynamoDB finds no version older than one of another type: such a write would lose for ever, and silently. */
    private static WriteOutcome lost(Write write, Request request, ConditionalCheckFailedException refusal) {
        if (write.guard() instanceof Guard.Newer newer && refusal.hasItem()) {
            AttributeValue there = refusal.item().get(newer.attribute());
            if (there != null && there.type() != newer.version().type()) {
                return new WriteOutcome.Refused(
                        List.copyOf(request.writes()),
                        "the item's version " + newer.attribute() + " is of type " + there.type()
                                + " and the record's of type " + newer.version().type() + ", which cannot be compared",
                        refusal);
            }
        }
        return new WriteOutcome.Taken(1);
    }
}
