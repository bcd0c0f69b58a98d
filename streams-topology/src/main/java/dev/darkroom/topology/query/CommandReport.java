package dev.darkroom.topology.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.topology.tracking.CommandProgress;

/** What came of a command on several partitions together. */
final class CommandReport {
    private long partitions;
    private long done;
    private long images;
    private boolean everywhere;

    void add(CommandProgress progress) {
        partitions++;
        done += progress.isDone() ? 1 : 0;
        images += progress.images();
        everywhere |= progress.everywhere();
    }

    /** What another instance says of the same command. */
    void add(JsonNode document) {
        partitions += document.path("partitions").asLong();
        done += document.path("partitions_done").asLong();
        images += document.path("images_redriven").asLong();
        everywhere |= document.path("everywhere").asBoolean();
    }

    boolean isEmpty() {
        return partitions == 0;
    }

    /** @param allPartitions how many partitions a command for everyone reaches */
    ObjectNode document(String commandId, long allPartitions) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("command_id", commandId)
                .put("state", done >= (everywhere ? allPartitions : 1) ? "done" : "working")
                .put("images_redriven", images)
                .put("everywhere", everywhere)
                .put("partitions", partitions)
                .put("partitions_done", done);
    }
}
