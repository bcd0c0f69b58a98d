package dev.darkroom.imagecollection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.finishedimages.FinishedImages;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import java.time.Duration;
import java.util.Optional;

/**
 * Where an image is, from whoever knows best: the table for one that has ended, the topology for one that is on its way,
 * and what was accepted for one that the topology has not heard of yet.
 */
final class ImageStates {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final FinishedImages finished;
    private final OpenImages open;
    private final RecentlyAccepted recent;
    private final RawImageStore store;

    ImageStates(FinishedImages finished, OpenImages open, RecentlyAccepted recent, RawImageStore store) {
        this.finished = finished;
        this.open = open;
        this.recent = recent;
        this.store = store;
    }

    /**
     * The image's state, and what else is known.
     *
     * @throws ProblemException 404 when there is no such image of this customer, 503 when nobody can tell
     */
    ObjectNode find(String customerId, String imageId) {
        if (!ImageIds.isOne(imageId)) {
            throw notFound();
        }
        Optional<ProblemException> tableAway = Optional.empty();
        try {
            Optional<FinishedImage> image = finished.find(imageId);
            if (image.isPresent()) {
                return ended(customerId, image.get());
            }
        } catch (ProblemException e) {
            tableAway = Optional.of(e);
        }
        return switch (open.find(imageId)) {
            case OpenImages.Open image -> underWay(customerId, image);
            case OpenImages.Unknown unknown -> accepted(customerId, imageId, tableAway);
            case OpenImages.Away away -> accepted(customerId, imageId, Optional.of(nobodyKnows()));
        };
    }

    private static ObjectNode ended(String customerId, FinishedImage image) {
        if (!image.customerId().equals(customerId)) {
            throw notFound();
        }
        try {
            ObjectNode document = (ObjectNode) JSON.readTree(image.json());
            document.put("state", image.outcome());
            return document;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A finished image is no JSON: " + image.imageId(), e);
        }
    }

    private static ObjectNode underWay(String customerId, OpenImages.Open image) {
        if (!image.customerId().equals(customerId)) {
            throw notFound();
        }
        return image.fields();
    }

    /** An image whose id its customer knows was answered 202; its raw bytes are the proof other instances have. */
    private ObjectNode accepted(String customerId, String imageId, Optional<ProblemException> otherwise) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("image_id", imageId);
        Optional<RecentlyAccepted.Known> known = recent.find(customerId, imageId);
        if (known.isPresent()) {
            return document.put("customer_id", customerId)
                    .put("state", "accepted")
                    .put("accepted_at", known.get().acceptedAt().toString());
        }
        if (otherwise.isPresent()) {
            throw otherwise.get();
        }
        if (store.mark(Intake.key(customerId, imageId)).isEmpty()) {
            throw notFound();
        }
        return document.put("customer_id", customerId).put("state", "accepted");
    }

    private static ProblemException notFound() {
        return Problem.notFound("There is no image with this id.").exception();
    }

    private static ProblemException nobodyKnows() {
        return Problem.unavailable("The image cannot be looked up just now. Ask again.", RETRY_AFTER)
                .exception();
    }
}
