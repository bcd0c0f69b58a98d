package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.topology.lifecycle.Event;

/** Where the topology's results go. */
interface Outbox {
    void task(Lane lane, String imageId, byte[] task);

    void processed(String imageId, Event<ProcessedImage> end);

    void failed(String imageId, Event<FailedImage> end);

    void statistics(CustomerStats snapshot);

    /** Something that reached us by a way that Kafka Streams' own handlers do not see. */
    void deadLetter(String topic, String key, byte[] value, Exception cause);
}
