package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.topology.lifecycle.Event;
import dev.darkroom.topology.lifecycle.Trace;

/** Where the topology's results go. */
interface Outbox {
    void task(Lane lane, String imageId, Trace trace, byte[] task);

    void processed(String imageId, Trace trace, Event<ProcessedImage> end);

    void failed(String imageId, Trace trace, Event<FailedImage> end);

    void statistics(CustomerStats snapshot);

    /** Something that reached us by a way that Kafka Streams' own handlers do not see. */
    void deadLetter(String topic, String key, byte[] value, Exception cause);
}
