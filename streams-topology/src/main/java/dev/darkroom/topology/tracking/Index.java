package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.Lane;
import dev.darkroom.topology.lifecycle.Course;
import dev.darkroom.topology.lifecycle.ImageState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The store {@code index}: how images are found other than by their id. One store with a letter before each kind of key,
 * because a store costs a RocksDB instance for each partition.
 *
 * <p>A scan walks over all that was deleted behind its beginning and not compacted yet, which is nearly all that ever was
 * open. So none is begun where nothing can be, nor before the first key that can be.
 *
 * <pre>
 * d deadline image                 open images by the time they are looked at again
 * w customer 0 lane turn image     waiting images in their order
 * f original 0 image               duplicates by the image they wait for
 * i identity          -> image     whose renditions the same upload would give
 * r original                       images whose duplicates are still to be told
 * c command           -> job       redrives under way
 * s statistics key                 snapshots still to be told
 * o command 0 partition -> progress what came of a command, for who asks
 * p customer           -> profile  the last profile of the customer that could be read
 * </pre>
 */
final class Index {
    static final String STORE = "index";

    private static final byte[] NOTHING = {};

    private final KeyValueStore<Bytes, byte[]> store;

    /** Originals that may have followers; spares the walk for all others, which is most of an end's cost. */
    private final Set<String> followed = new HashSet<>();

    /** Kinds of marks of which there may be some. */
    private final Set<Character> marked = new HashSet<>(List.of('r', 'c', 's', CommandProgress.KIND));

    /** No deadline is earlier; in milliseconds. */
    private long firstDeadline = Long.MIN_VALUE;

    Index(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** What a state is found by is added and what its predecessor was found by removed. */
    void move(@Nullable ImageState before, ImageState after) {
        if (before != null) {
            entries(before, this::delete);
        }
        entries(after, key -> store.put(key, IndexEntry.of(after).bytes()));
        if (after instanceof ImageState.Timed timed) {
            firstDeadline = Math.min(firstDeadline, timed.deadline().toEpochMilli());
        }
        if (after instanceof ImageState.Duplicate duplicate) {
            followed.add(duplicate.originalId());
        }
    }

    /** Not {@code store.delete}, which looks up what was there. */
    private void delete(Bytes key) {
        store.put(key, null);
    }

    private static void entries(ImageState state, Consumer<Bytes> each) {
        String id = state.course().imageId();
        switch (state) {
            case ImageState.Waiting waiting -> each.accept(waitingKey(waiting));
            case ImageState.Timed timed -> {
                each.accept(key('d', timed.deadline().toEpochMilli(), id));
                if (timed instanceof ImageState.Duplicate duplicate) {
                    each.accept(key('f', duplicate.originalId() + "\0" + id));
                }
            }
            case ImageState.Ended ended -> {}
        }
    }

    private static Bytes waitingKey(ImageState.Waiting waiting) {
        Course course = waiting.course();
        return Bytes.wrap(waitingKey(queue(course.customerId(), waiting.lane()), waiting.turn(), course.imageId()));
    }

    private static byte[] waitingKey(byte[] queue, long turn, String imageId) {
        byte[] id = bytes(imageId);
        return ByteBuffer.allocate(queue.length + Long.BYTES + id.length)
                .put(queue)
                .putLong(turn)
                .put(id)
                .array();
    }

    static byte[] queue(String customerId, Lane lane) {
        return ("w" + customerId + "\0" + IndexEntry.letter(lane)).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The image that waits longest in a queue.
     *
     * @param firstTurn none waits with an earlier one
     */
    Optional<String> firstWaiting(String customerId, Lane lane, long firstTurn) {
        byte[] queue = queue(customerId, lane);
        List<String> first = new ArrayList<>(1);
        scan(
                waitingKey(queue, firstTurn, ""),
                after(queue),
                1,
                (key, value) -> first.add(text(key, queue.length + Long.BYTES)));
        return first.stream().findFirst();
    }

    /** Ids of images whose deadline is not after {@code now}, the most overdue first. */
    List<String> due(Instant now, int most) {
        if (now.toEpochMilli() < firstDeadline) {
            return List.of();
        }
        List<String> due = new ArrayList<>();
        byte[] behind = key('d', now.toEpochMilli() + 1, "").get();
        scan(key('d', Math.max(0, firstDeadline), "").get(), behind, most, (key, value) -> {
            firstDeadline = deadline(key);
            due.add(text(key, 1 + Long.BYTES));
        });
        if (due.size() < most) {
            firstDeadline = Long.MAX_VALUE;
            scan(behind, bytes("e"), 1, (key, value) -> firstDeadline = deadline(key));
        }
        return due;
    }

    private static long deadline(byte[] key) {
        return ByteBuffer.wrap(key).getLong(1);
    }

    /** Ids of duplicates that wait for this image. */
    List<String> followers(String originalId, int most) {
        if (!followed.contains(originalId)) {
            return List.of();
        }
        byte[] prefix = bytes("f" + originalId + "\0");
        List<String> followers = new ArrayList<>();
        scan(prefix, after(prefix), most, (key, value) -> followers.add(text(key, prefix.length)));
        if (followers.isEmpty()) {
            followed.remove(originalId);
        }
        return followers;
    }

    Optional<String> original(String identity) {
        return Optional.ofNullable(store.get(key('i', identity))).map(id -> new String(id, StandardCharsets.UTF_8));
    }

    void claim(String identity, String imageId) {
        store.put(key('i', identity), bytes(imageId));
    }

    /** Takes the claim back, if it is this image's. */
    void release(String identity, String imageId) {
        if (original(identity).filter(imageId::equals).isPresent()) {
            delete(key('i', identity));
        }
    }

    void mark(char kind, String name, byte[] value) {
        store.put(key(kind, name), value);
        marked.add(kind);
    }

    void mark(char kind, String name) {
        mark(kind, name, NOTHING);
    }

    Optional<byte[]> marked(char kind, String name) {
        return Optional.ofNullable(store.get(key(kind, name)));
    }

    void unmark(char kind, String name) {
        delete(key(kind, name));
    }

    /** Marks of a kind, in the order of their names. */
    List<KeyValue<String, byte[]>> marks(char kind, int most) {
        if (!marked.contains(kind)) {
            return List.of();
        }
        byte[] prefix = {(byte) kind};
        List<KeyValue<String, byte[]>> marks = new ArrayList<>();
        scan(prefix, after(prefix), most, (key, value) -> marks.add(KeyValue.pair(text(key, 1), value)));
        if (marks.isEmpty()) {
            marked.remove(kind);
        }
        return marks;
    }

    /** Every open image, and for those that wait their turn; read once when the store is opened. */
    void open(OpenImages each) {
        scan(bytes("f"), bytes("g"), Integer.MAX_VALUE, (key, value) -> followed.add(originalOf(text(key, 1))));
        scan(bytes("d"), bytes("e"), Integer.MAX_VALUE, (key, value) -> each.accept(IndexEntry.of(value), 0));
        scan(bytes("w"), bytes("x"), Integer.MAX_VALUE, (key, value) -> {
            IndexEntry entry = IndexEntry.of(value);
            int at = queue(entry.customerId(), entry.lane()).length;
            each.accept(entry, ByteBuffer.wrap(key).getLong(at));
        });
    }

    private static String originalOf(String followerKey) {
        return followerKey.substring(0, followerKey.indexOf('\0'));
    }

    interface OpenImages {
        void accept(IndexEntry entry, long turn);
    }

    private void scan(byte[] from, byte[] to, int most, Scanned each) {
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(Bytes.wrap(from), Bytes.wrap(to))) {
            // range includes its end, which is no key of ours
            for (int i = 0; i < most && entries.hasNext(); i++) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                each.accept(entry.key.get(), entry.value);
            }
        }
    }

    private interface Scanned {
        void accept(byte[] key, byte[] value);
    }

    static Bytes key(char kind, String name) {
        return Bytes.wrap(bytes(kind + name));
    }

    private static Bytes key(char kind, long number, String name) {
        byte[] text = bytes(name);
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + text.length)
                .put((byte) kind)
                .putLong(number)
                .put(text)
                .array());
    }

    /** The first key behind all that begin so. */
    static byte[] after(byte[] prefix) {
        byte[] end = prefix.clone();
        end[end.length - 1]++;
        return end;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] key, int from) {
        return new String(key, from, key.length - from, StandardCharsets.UTF_8);
    }
}
