package dev.darkroom.topology.tracking;

import static java.util.Objects.requireNonNull;

import dev.darkroom.schemas.Command;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import dev.darkroom.topology.lifecycle.ImageState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redrives on request. A command for one image is done at once. One for many becomes a job in the index, which looks
 * through some thousand images at a time, so that no command holds up the images; a restart goes on where it was.
 */
final class Redrives {
    private static final Logger LOG = LoggerFactory.getLogger(Redrives.class);
    private static final int LOOKED_AT_ONCE = 5_000;
    private static final int REDRIVEN_AT_ONCE = 500;
    private static final int MOST_FORGOTTEN_AT_ONCE = 1_000;

    private final KeyValueStore<String, ImageState> states;
    private final Index index;
    private final Tracker tracker;
    private final Codecs codecs;
    private final GlueAvroDeserializer<Command> commands;
    private final int partition;

    Redrives(
            KeyValueStore<String, ImageState> states,
            Index index,
            Tracker tracker,
            Codecs codecs,
            GlueAvroDeserializer<Command> commands,
            int partition) {
        this.states = states;
        this.index = index;
        this.tracker = tracker;
        this.codecs = codecs;
        this.commands = commands;
        this.partition = partition;
    }

    void ask(Command command, Moment at) {
        String imageId = command.getImageId();
        if (imageId == null) {
            index.mark('c', command.getCommandId(), new Job(command.getMostImages(), "", bytes(command)).bytes());
            report(command, false, 0, at);
        } else {
            boolean redriven = states.get(imageId) instanceof ImageState.Failed failed
                    && isMeant(failed, command)
                    && tracker.redrive(failed, command.getIssuedAt(), at);
            report(command, true, redriven ? 1 : 0, at);
            log(command, redriven ? 1 : 0);
        }
    }

    /** Does a part of the oldest job. */
    void work(Moment at) {
        for (KeyValue<String, byte[]> mark : index.marks('c', 1)) {
            Job job = Job.of(mark.value);
            Command command = requireNonNull(commands.deserialize(Topics.COMMANDS, job.command()));
            Step step = look(job, command);
            int redriven = 0;
            for (ImageState.Failed failed : step.found()) {
                redriven += tracker.redrive(failed, command.getIssuedAt(), at) ? 1 : 0;
            }
            log(command, redriven);
            int left = job.left() - redriven;
            boolean isDone = step.atEnd() || left <= 0;
            report(command, isDone, command.getMostImages() - left, at);
            if (isDone) {
                index.unmark('c', mark.key);
            } else {
                index.mark('c', mark.key, new Job(left, step.lastLookedAt(), job.command()).bytes());
            }
        }
    }

    private void report(Command command, boolean isDone, int images, Moment at) {
        CommandProgress progress = new CommandProgress(isDone, command.getCustomerId() == null, images, at.now());
        index.mark(CommandProgress.KIND, CommandProgress.name(command.getCommandId(), partition), progress.bytes());
    }

    /** Forgets what came of commands before then; operators give few. */
    void forgetBefore(Instant oldest) {
        for (KeyValue<String, byte[]> mark : index.marks(CommandProgress.KIND, MOST_FORGOTTEN_AT_ONCE)) {
            CommandProgress progress = CommandProgress.of(mark.value);
            if (progress.isDone() && progress.at().isBefore(oldest)) {
                index.unmark(CommandProgress.KIND, mark.key);
            }
        }
    }

    private Step look(Job job, Command command) {
        int most = Math.min(job.left(), REDRIVEN_AT_ONCE);
        List<ImageState.Failed> found = new ArrayList<>();
        String last = job.cursor();
        try (KeyValueIterator<String, ImageState> images = states.range(job.cursor() + "\0", null)) {
            for (int i = 0; i < LOOKED_AT_ONCE && found.size() < most && images.hasNext(); i++) {
                KeyValue<String, ImageState> image = images.next();
                last = image.key;
                if (image.value instanceof ImageState.Failed failed && isMeant(failed, command)) {
                    found.add(failed);
                }
            }
            return new Step(found, last, !images.hasNext());
        }
    }

    private static boolean isMeant(ImageState.Failed failed, Command command) {
        return (command.getCustomerId() == null
                        || command.getCustomerId().equals(failed.course().customerId()))
                && (command.getReason() == null
                        || command.getReason().equals(failed.reason().name()));
    }

    private byte[] bytes(Command command) {
        return codecs.bytes(Topics.COMMANDS, command);
    }

    private static void log(Command command, int images) {
        if (images > 0) {
            LOG.atInfo()
                    .addKeyValue("command", command.getCommandId())
                    .addKeyValue("issuedBy", command.getIssuedBy())
                    .addKeyValue("images", images)
                    .log("Images redriven on request");
        }
    }

    private record Step(List<ImageState.Failed> found, String lastLookedAt, boolean atEnd) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Job(int left, String cursor, byte[] command) {
        static Job of(byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            int left = buffer.getInt();
            byte[] cursor = new byte[buffer.getShort()];
            buffer.get(cursor);
            byte[] command = new byte[buffer.remaining()];
            buffer.get(command);
            return new Job(left, new String(cursor, StandardCharsets.UTF_8), command);
        }

        byte[] bytes() {
            byte[] at = cursor.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(Integer.BYTES + Short.BYTES + at.length + command.length)
                    .putInt(left)
                    .putShort((short) at.length)
                    .put(at)
                    .put(command)
                    .array();
        }
    }
}
