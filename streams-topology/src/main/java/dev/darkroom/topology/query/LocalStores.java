package dev.darkroom.topology.query;

import dev.darkroom.topology.lifecycle.ImageState;
import dev.darkroom.topology.tracking.ImageStates;
import dev.darkroom.topology.tracking.OpenImage;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * What the stores of this instance know (interactive queries, KIP-796). Standbys answer too. What is not found is only
 * known not to be there while the instance runs; while partitions move or are restored, nobody can tell.
 */
final class LocalStores {
    private final KafkaStreams streams;

    LocalStores(KafkaStreams streams) {
        this.streams = streams;
    }

    Answer<ImageState> image(String imageId) {
        try {
            Map<Integer, QueryResult<ImageState>> results = streams.query(StateQueryRequest.inStore(ImageStates.STORE)
                            .withQuery(KeyQuery.<String, ImageState>withKey(imageId)))
                    .getPartitionResults();
            for (QueryResult<ImageState> result : results.values()) {
                if (result.isSuccess() && result.getResult() != null) {
                    return new Answer.Found<>(result.getResult());
                }
            }
            return isSettled(results.values()) ? new Answer.Absent<>() : new Answer.Unsure<>();
        } catch (InvalidStateStoreException e) {
            return new Answer.Unsure<>();
        }
    }

    /** Shows every open image of the customer; false when this instance cannot tell them all. */
    boolean openImages(String customerId, Consumer<OpenImage> each) {
        return scan(OpenImage.of(customerId), false, image -> {
            if (image.entry().customerId().equals(customerId)) {
                each.accept(image);
            }
        });
    }

    /** Shows every open image of the partitions that are worked on here; false when it cannot tell them all. */
    boolean openImages(Consumer<OpenImage> each) {
        return scan(OpenImage.all(), true, each);
    }

    private boolean scan(List<RangeQuery<Bytes, byte[]>> queries, boolean activeOnly, Consumer<OpenImage> each) {
        try {
            boolean settled = true;
            for (RangeQuery<Bytes, byte[]> query : queries) {
                StateQueryRequest<KeyValueIterator<Bytes, byte[]>> request =
                        StateQueryRequest.inStore(OpenImage.STORE).withQuery(query);
                var results = streams.query(activeOnly ? request.requireActive() : request)
                        .getPartitionResults()
                        .values();
                results.stream().filter(QueryResult::isSuccess).forEach(result -> show(result, each));
                settled &= isSettled(results);
            }
            return settled;
        } catch (InvalidStateStoreException e) {
            return false;
        }
    }

    private static void show(QueryResult<KeyValueIterator<Bytes, byte[]>> result, Consumer<OpenImage> each) {
        try (KeyValueIterator<Bytes, byte[]> entries = result.getResult()) {
            entries.forEachRemaining(entry -> each.accept(OpenImage.of(entry.key, entry.value)));
        }
    }

    /** Standbys say of themselves that they are not active, which leaves nothing unsaid. */
    private <R> boolean isSettled(Iterable<QueryResult<R>> results) {
        if (streams.state() != KafkaStreams.State.RUNNING) {
            return false;
        }
        for (QueryResult<R> result : results) {
            if (result.isFailure() && result.getFailureReason() != FailureReason.NOT_ACTIVE) {
                return false;
            }
        }
        return true;
    }
}
