package dev.darkroom.topology.query;

import dev.darkroom.topology.lifecycle.ImageState;
import dev.darkroom.topology.tracking.CommandProgress;
import dev.darkroom.topology.tracking.ImageStates;
import dev.darkroom.topology.tracking.ImageTopology;
import dev.darkroom.topology.tracking.OpenImage;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What the stores of this instance know. Standbys answer too. What is not found is only known not to be there while the
 * instance runs; while partitions move or are restored, nobody can tell.
 *
 * <p>Asked by interactive queries of the first version (KIP-67, KIP-535) and not of the second (KIP-796): in Kafka 4.2.2
 * a query of the second locks a RocksDB store's position and then the store, and a write the store and then the position,
 * so that the two can wait for each other for ever.
 */
final class LocalStores {
    private final KafkaStreams streams;
    private final HostInfo self;

    LocalStores(KafkaStreams streams, HostInfo self) {
        this.streams = streams;
        this.self = self;
    }

    Answer<ImageState> image(String imageId) {
        try {
            ReadOnlyKeyValueStore<String, ImageState> states = streams.store(StoreQueryParameters.fromNameAndType(
                            ImageStates.STORE, QueryableStoreTypes.<String, ImageState>keyValueStore())
                    .enableStaleStores());
            ImageState state = states.get(imageId);
            if (state != null) {
                return new Answer.Found<>(state);
            }
            return isSettled() ? new Answer.Absent<>() : new Answer.Unsure<>();
        } catch (InvalidStateStoreException e) {
            return new Answer.Unsure<>();
        }
    }

    /** Shows every open image of the customer; false when this instance cannot tell them all. */
    boolean openImages(String customerId, Consumer<OpenImage> each) {
        return scan(OpenImage.of(customerId), true, image -> {
            if (image.entry().customerId().equals(customerId)) {
                each.accept(image);
            }
        });
    }

    /** Shows every open image of the partitions that are worked on here; false when it cannot tell them all. */
    boolean openImages(Consumer<OpenImage> each) {
        return scan(OpenImage.all(), false, each);
    }

    /** Shows what came of a command on each partition that is worked on here; false when it cannot tell all. */
    boolean progress(String commandId, Consumer<CommandProgress> each) {
        return walk(
                List.of(CommandProgress.range(commandId)),
                false,
                entry -> each.accept(CommandProgress.of(entry.value)));
    }

    /** How many partitions images are on, with every instance together. */
    long partitions() {
        return streams.metadataForAllStreamsClients().stream()
                .filter(instance -> instance.stateStoreNames().contains(CommandProgress.STORE))
                .flatMap(instance -> instance.topicPartitions().stream())
                .filter(partition -> partition.topic().endsWith(ImageTopology.BY_CUSTOMER_TOPIC))
                .distinct()
                .count();
    }

    private boolean scan(List<OpenImage.Range> ranges, boolean standbysToo, Consumer<OpenImage> each) {
        return walk(ranges, standbysToo, entry -> each.accept(OpenImage.of(entry.key, entry.value)));
    }

    private boolean walk(List<OpenImage.Range> ranges, boolean standbysToo, Consumer<KeyValue<Bytes, byte[]>> each) {
        try {
            StoreQueryParameters<ReadOnlyKeyValueStore<Bytes, byte[]>> parameters =
                    StoreQueryParameters.fromNameAndType(
                            OpenImage.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore());
            ReadOnlyKeyValueStore<Bytes, byte[]> index =
                    streams.store(standbysToo ? parameters.enableStaleStores() : parameters);
            for (OpenImage.Range range : ranges) {
                try (KeyValueIterator<Bytes, byte[]> entries = index.range(range.from(), range.to())) {
                    entries.forEachRemaining(each);
                }
            }
            return isSettled();
        } catch (InvalidStateStoreException e) {
            return !standbysToo && worksOnNone() && isSettled();
        }
    }

    /** An instance may have standbys alone, or nothing: then it has no store to ask, and nothing to tell. */
    private boolean worksOnNone() {
        return streams.metadataForAllStreamsClients().stream()
                .filter(instance -> instance.hostInfo().equals(self))
                .noneMatch(instance -> instance.stateStoreNames().contains(OpenImage.STORE));
    }

    private boolean isSettled() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }
}
