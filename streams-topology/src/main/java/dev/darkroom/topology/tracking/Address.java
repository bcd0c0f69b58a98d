package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.Command;
import dev.darkroom.schemas.CommandKind;
import dev.darkroom.schemas.serde.EventHead;
import dev.darkroom.topology.admission.Names;
import dev.darkroom.topology.lifecycle.Event;
import dev.darkroom.topology.lifecycle.Trace;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keys every event by its customer, so that all of a customer's images are on one partition. What the new key no longer
 * tells and the event does not tell either goes along in headers: only malformed events need that.
 */
final class Address extends ContextualProcessor<String, Incoming, String, Event<SpecificRecord>> {
    /** The key of a command that is for every partition. */
    static final String EVERYONE = "*";

    static final int MOST_REDRIVEN = 10_000;

    private static final String IMAGE_ID = "darkroom.image-id";
    private static final String RECORD_KEY = "darkroom.record-key";

    @Override
    public void process(Record<String, Incoming> incoming) {
        EventHead head = incoming.value().head();
        String imageId = head.imageId();
        String customerId = head.customerId();
        Record<String, Event<SpecificRecord>> record =
                incoming.withValue(incoming.value().event());
        if (imageId != null && customerId != null) {
            forward(record, imageId, customerId);
        } else if (record.value().record() instanceof Command command) {
            context().forward(record.withKey(customerOf(command)));
        } else {
            throw new IllegalArgumentException("Nothing is to be done with a " + head.type());
        }
    }

    private void forward(Record<String, Event<SpecificRecord>> record, String imageId, String customerId) {
        Identity identity = Identity.of(
                imageId, customerId, record.key(), context().recordMetadata().orElseThrow());
        boolean wellFormed = imageId.equals(identity.imageId()) && imageId.equals(record.key());
        if (wellFormed && record.headers().lastHeader(IMAGE_ID) == null) {
            context().forward(record.withKey(identity.customerId()));
        } else {
            Headers headers = new RecordHeaders(record.headers().toArray());
            headers.remove(IMAGE_ID).remove(RECORD_KEY);
            headers.add(IMAGE_ID, identity.imageId().getBytes(StandardCharsets.UTF_8));
            String key = record.key();
            headers.add(RECORD_KEY, key == null ? null : Names.clipped(key, 100).getBytes(StandardCharsets.UTF_8));
            context().forward(record.withKey(identity.customerId()).withHeaders(headers));
        }
    }

    /** @throws IllegalArgumentException that says what to change, for the command's dead letter */
    private static String customerOf(Command command) {
        String customerId = command.getCustomerId();
        require(Names.isId(command.getCommandId()), "command_id must be 1 to 64 letters, digits, hyphens, underscores");
        require(command.getKind() == CommandKind.REDRIVE, "kind must be REDRIVE");
        require(
                command.getImageId() != null || customerId != null || command.getReason() != null,
                "one of image_id, customer_id and reason must say which images");
        require(customerId == null || Names.isId(customerId), "customer_id is none");
        require(
                command.getMostImages() >= 1 && command.getMostImages() <= MOST_REDRIVEN,
                "most_images must be 1 to " + MOST_REDRIVEN);
        return customerId == null ? EVERYONE : customerId;
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("The command is malformed: " + what);
        }
    }

    /** Whom a record that was keyed here is about. */
    static Addressee addressee(String customerId, String imageId, Record<String, ?> record) {
        Header replaced = record.headers().lastHeader(IMAGE_ID);
        Trace trace = TraceHeaders.of(record.headers());
        if (replaced == null) {
            return new Addressee(imageId, customerId, imageId, trace);
        }
        return new Addressee(
                new String(replaced.value(), StandardCharsets.UTF_8),
                customerId,
                text(record.headers().lastHeader(RECORD_KEY)),
                trace);
    }

    private static @Nullable String text(@Nullable Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The headers that came with an event, to go on with what follows from it; not what was told to us alone. */
    static Headers withoutOurs(Headers headers) {
        RecordHeaders kept = new RecordHeaders();
        for (Header header : headers.toArray()) {
            if (!header.key().startsWith("darkroom.") && !header.key().startsWith(FailureHeaders.PREFIX)) {
                kept.add(header);
            }
        }
        return kept;
    }
}
