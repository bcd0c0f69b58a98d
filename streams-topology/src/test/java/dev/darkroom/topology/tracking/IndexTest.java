package dev.darkroom.topology.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.topology.admission.RawImages;
import dev.darkroom.topology.lifecycle.Course;
import dev.darkroom.topology.lifecycle.Event;
import dev.darkroom.topology.lifecycle.ImageState;
import dev.darkroom.topology.lifecycle.Route;
import dev.darkroom.topology.lifecycle.Trace;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That no scan is begun in vain or too early is what keeps one customer's burst from holding up all others. */
class IndexTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final List<String> calls = new ArrayList<>();
    private Index index;

    @BeforeEach
    void open() {
        KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(Index.STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(new MockProcessorContext<String, byte[]>().getStateStoreContext(), store);
        index = new Index(listened(store));
        index.due(NOW, 10);
        calls.clear();
    }

    @Test
    void looksForNothingBeforeTheFirstDeadline() {
        // Given
        index.move(null, dispatched("a", NOW.plusSeconds(60)));

        // When
        List<String> early = index.due(NOW.plusSeconds(59), 10);

        // Then
        assertThat(early).isEmpty();
        assertThat(calls).doesNotContain("range");
        assertThat(index.due(NOW.plusSeconds(60), 10)).containsExactly("a");
    }

    @Test
    void findsTheNextDeadlineWhenTheFirstIsOver() {
        // Given
        ImageState first = dispatched("first", NOW.plusSeconds(1));
        index.move(null, first);
        index.move(null, dispatched("second", NOW.plusSeconds(60)));
        index.due(NOW.plusSeconds(1), 10);
        index.move(first, new ImageState.Waiting(course("first"), NOW, 1));
        calls.clear();

        // When
        List<String> early = index.due(NOW.plusSeconds(59), 10);

        // Then
        assertThat(early).isEmpty();
        assertThat(calls).doesNotContain("range");
        assertThat(index.due(NOW.plusSeconds(60), 10)).containsExactly("second");
    }

    @Test
    void findsWhatIsDueBeforeAllThatItKnewOf() {
        // Given
        index.move(null, dispatched("later", NOW.plusSeconds(3600)));
        index.due(NOW.plusSeconds(1), 10);

        // When
        index.move(null, new ImageState.BackingOff(course("sooner"), NOW, NOW.plusSeconds(30)));

        // Then
        assertThat(index.due(NOW.plusSeconds(30), 10)).containsExactly("sooner");
    }

    @Test
    void givesWhatIsOverdueInParts() {
        // Given
        ImageState first = dispatched("a", NOW.plusSeconds(1));
        index.move(null, first);
        index.move(null, dispatched("b", NOW.plusSeconds(2)));
        assertThat(index.due(NOW.plusSeconds(9), 1)).containsExactly("a");

        // When
        index.move(first, new ImageState.Waiting(course("a"), NOW, 1));

        // Then
        assertThat(index.due(NOW.plusSeconds(9), 1)).containsExactly("b");
    }

    @Test
    void removesWhatAStateWasFoundByWithoutALook() {
        // Given
        ImageState before = dispatched("a", NOW.plusSeconds(60));
        index.move(null, before);
        calls.clear();

        // When
        index.move(before, new ImageState.Waiting(course("a"), NOW, 1));

        // Then
        assertThat(calls).containsOnly("put");
        assertThat(index.due(NOW.plusSeconds(60), 10)).isEmpty();
    }

    @Test
    void looksForMarksOnlyWhereThereMayBeSome() {
        // Given
        index.marks('r', 10);
        calls.clear();

        // When
        index.marks('r', 10);

        // Then
        assertThat(calls).isEmpty();
        index.mark('r', "a");
        assertThat(index.marks('r', 10)).extracting(mark -> mark.key).containsExactly("a");
    }

    @Test
    void looksForTheFirstInAQueueBehindAllThatWereDispatched() {
        // Given
        index.move(null, new ImageState.Waiting(course("gone"), NOW, 7));
        index.move(null, new ImageState.Waiting(course("next"), NOW, 9));

        // When
        var next = index.firstWaiting("acme", Lane.EXPRESS, 8);

        // Then
        assertThat(next).contains("next");
    }

    private static ImageState dispatched(String id, Instant deadline) {
        return new ImageState.Dispatched(course(id), NOW, deadline);
    }

    private static Course course(String id) {
        RawImage image = RawImages.distinct(id).setCustomerId("acme").build();
        return Course.begin(id, "acme", Event.of(new byte[] {1}, image), Trace.NONE, NOW)
                .routed(new Route(Lane.EXPRESS, "web-variants", null));
    }

    @SuppressWarnings("unchecked") // a proxy of an interface with type arguments
    private KeyValueStore<Bytes, byte[]> listened(KeyValueStore<Bytes, byte[]> store) {
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                IndexTest.class.getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
