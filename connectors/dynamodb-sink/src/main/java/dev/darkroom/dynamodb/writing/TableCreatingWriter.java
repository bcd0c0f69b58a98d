package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.connection.TableCreation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.RetriableException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes the table that is missing, where the sink may; ends the task where it may not. */
final class TableCreatingWriter implements ItemWriter {
    private final ItemWriter next;
    private final Optional<TableCreation> creation;
    private final List<String> keyNames;

    /** @param keyNames the tables' key attributes, hash key first */
    TableCreatingWriter(ItemWriter next, Optional<TableCreation> creation, List<String> keyNames) {
        this.next = next;
        this.creation = creation;
        this.keyNames = keyNames;
    }

    @Override
    public WriteOutcome write(Request request) throws InterruptedException {
        WriteOutcome outcome = next.write(request);
        return outcome instanceof WriteOutcome.NoTable noTable ? create(request, noTable) : outcome;
    }

    private WriteOutcome create(Request request, WriteOutcome.NoTable noTable) {
        TableCreation allowed = creation.orElseThrow(() -> DynamoDbFailure.noTable(request.table(), noTable.cause()));
        try {
            allowed.create(request.table(), inOrder(request.writes().get(0)));
            return new WriteOutcome.Unfinished(request.writes(), "the table was made", WriteOutcome.Cause.FAULT);
        } catch (RetriableException e) {
            return new WriteOutcome.Unfinished(
                    request.writes(), "the table is not made yet: " + e.getMessage(), WriteOutcome.Cause.FAULT);
        }
    }

    private Map<String, AttributeValue> inOrder(MappedWrite write) {
        Map<String, AttributeValue> inOrder = new LinkedHashMap<>();
        Map<String, AttributeValue> key = write.write().key().attributes();
        keyNames.forEach(name -> inOrder.put(name, key.getOrDefault(name, AttributeValue.fromNul(true))));
        return inOrder;
    }
}
