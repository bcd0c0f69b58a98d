package dev.darkroom.topology;

import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.Topics;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/**
 * The task topic of a lane. Total, because an extractor that throws bypasses every handler and stops the stream; the
 * lane itself is decided upstream. The topics have to exist: Kafka Streams creates none of them.
 */
final class LaneTopic implements TopicNameExtractor<String, ImageTask> {
    @Override
    public String extract(String imageId, ImageTask task, RecordContext context) {
        return switch (task.getLane()) {
            case EXPRESS -> Topics.IMAGE_TASKS_EXPRESS;
            case BULK -> Topics.IMAGE_TASKS_BULK;
            // UNKNOWN stands for lanes of a newer schema and is never decided here.
            case STANDARD, UNKNOWN -> Topics.IMAGE_TASKS_STANDARD;
        };
    }

    /** Stands in the topology's description, so it has to stay the same. */
    @Override
    public String toString() {
        return "lane";
    }
}
