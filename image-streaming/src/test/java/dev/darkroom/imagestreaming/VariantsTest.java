package dev.darkroom.imagestreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.darkroom.finishedimages.StoredVariant;
import dev.darkroom.httpservice.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Variants in memory, over a store that gives as many bytes as it is let. */
class VariantsTest {
    private static final int SIZE = 4 << 20;

    private final Store store = new Store();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Variants variants = new Variants(store, 4 * SIZE, metrics);

    @Test
    void givesWhatHasComeToAllWhoAskWhileTheStoreIsReadOnce() throws Exception {
        // Given
        StoredVariant variant = variant(1);
        List<Future<byte[]>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                KeptVariant first = variants.kept(variant, true).orElseThrow()) {
            // When
            store.steps.release(2);
            ByteArrayOutputStream beginning = new ByteArrayOutputStream();
            first.write(beginning, 0, Store.STEP);
            for (int i = 0; i < 10; i++) {
                clients.add(threads.submit(() -> read(variant)));
            }
            store.steps.release(1000);

            // Then
            assertThat(beginning.toByteArray()).isEqualTo(Arrays.copyOf(bytes(1), Store.STEP));
            for (Future<byte[]> client : clients) {
                assertThat(client.get()).isEqualTo(bytes(1));
            }
            assertThat(store.reads).hasValue(1);
        }
    }

    @Test
    void holdsTheLastByteBackWhenTheBytesAreNotWhatTheyWere() throws Exception {
        // Given
        StoredVariant of1 = variant(1);
        StoredVariant changed = new StoredVariant(
                "web", "b", "1", "image/png", SIZE, 1, variant(2).sha256());
        store.steps.release(1000);

        try (KeptVariant bytes = variants.kept(changed, true).orElseThrow()) {
            // When / Then
            bytes.await(0);
            assertThatIOException().isThrownBy(() -> bytes.write(OutputStream.nullOutputStream(), 0, SIZE));
            assertThatThrownBy(bytes::whole).isInstanceOf(ProblemException.class);
        }
        assertThat(read(of1)).isEqualTo(bytes(1));
    }

    @Test
    void readsOnceWhatManyWaitForAlsoWhereMemoryIsFullOfWhatIsAskedForMore() throws Exception {
        // Given
        store.steps.release(1000);
        for (int i = 0; i < 40; i++) {
            read(variant(i % 4));
        }
        store.steps.drainPermits();
        int before = store.reads.get();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            List<Future<byte[]>> clients = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                clients.add(threads.submit(() -> read(variant(9))));
            }
            await().until(() -> store.reads.get() > before);
            store.steps.release(1000);

            // Then
            for (Future<byte[]> client : clients) {
                assertThat(client.get()).isEqualTo(bytes(9));
            }
            assertThat(store.reads).hasValue(before + 1);
        }
    }

    @ParameterizedTest
    @MethodSource
    void tellsWhoWaitsThatNothingComesAndReadsAgainWhenAskedAgain(Throwable failure) throws Exception {
        // Given
        StoredVariant variant = variant(1);
        store.steps.release(1000);
        store.failure = failure;

        // When
        assertThatThrownBy(() -> read(variant)).isInstanceOf(ProblemException.class);
        store.failure = null;

        // Then
        assertThat(read(variant)).isEqualTo(bytes(1));
    }

    static List<Throwable> tellsWhoWaitsThatNothingComesAndReadsAgainWhenAskedAgain() {
        return List.of(
                new EOFException("the store went away"),
                new IllegalStateException("a surprise"),
                new NoClassDefFoundError("an error"));
    }

    @Test
    void letsLargeVariantsPassThroughWhileWhatIsBeingSentTakesAllTheMemory() throws Exception {
        // Given clients that hold on to as many as have memory
        store.steps.release(10_000);
        List<KeptVariant> held = new ArrayList<>();
        for (int key = 0; key < 20; key++) {
            Optional<KeptVariant> bytes = variants.kept(variant(key), true);
            if (bytes.isPresent()) {
                held.add(bytes.get());
                bytes.get().whole();
            }
        }

        // Then
        assertThat(held).hasSize(5);
        assertThat(variants.kept(variant(30), true)).isEmpty();
        assertThat(read(variant(31, 1_000_000))).isEqualTo(bytes(31, 1_000_000));
        assertThat(metrics.get("darkroom.variants.passed.through").counter().count())
                .isEqualTo(16);

        // When
        held.forEach(KeptVariant::close);

        // Then
        await().untilAsserted(() -> assertThat(read(variant(30))).isEqualTo(bytes(30)));
        await().untilAsserted(() -> assertThat(metrics.get("darkroom.variants.memory.free.bytes")
                        .gauge()
                        .value())
                .isGreaterThanOrEqualTo(4.0 * SIZE));
    }

    @Test
    void readsNoLargeVariantForAPartOfIt() {
        assertThat(variants.kept(variant(1), false)).isEmpty();
        assertThat(store.reads).hasValue(0);
    }

    @Test
    void keepsNothingWithoutMemory() {
        assertThat(new Variants(store, 0, metrics).kept(variant(1), true)).isEmpty();
    }

    private byte[] read(StoredVariant variant) throws IOException {
        try (KeptVariant bytes = variants.kept(variant, true).orElseThrow()) {
            return bytes.whole().clone();
        }
    }

    private static StoredVariant variant(int key) {
        return variant(key, SIZE);
    }

    private static StoredVariant variant(int key, int size) {
        String sha256 = HexFormat.of().formatHex(sha256().digest(bytes(key, size)));
        return new StoredVariant("web", "b", Integer.toString(key), "image/png", size, 1, sha256);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytes(int key) {
        return bytes(key, SIZE);
    }

    private static byte[] bytes(int key, int size) {
        byte[] bytes = new byte[size];
        new Random(key).nextBytes(bytes);
        return bytes;
    }

    /** Each key's bytes are random ones of that seed. */
    private static final class Store implements VariantStore {
        private static final int STEP = 100_000;

        private final Semaphore steps = new Semaphore(0);
        private final AtomicInteger reads = new AtomicInteger();
        private volatile @Nullable Throwable failure;

        @Override
        public Opened open(StoredVariant variant, Optional<ByteRange> range) {
            reads.incrementAndGet();
            byte[] bytes = bytes(Integer.parseInt(variant.key()), (int) variant.sizeBytes());
            return new Opened() {
                @Override
                public long sizeBytes() {
                    return bytes.length;
                }

                @Override
                public void transferTo(OutputStream out) throws IOException {
                    for (int sent = 0; sent < bytes.length; sent += STEP) {
                        steps.acquireUninterruptibly();
                        failIfAsked();
                        out.write(bytes, sent, Math.min(STEP, bytes.length - sent));
                    }
                }

                @Override
                public void close() {}
            };
        }

        private void failIfAsked() throws IOException {
            switch (failure) {
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default -> {}
            }
        }

        @Override
        public URI urlFor(StoredVariant variant, Duration valid) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void check() {}

        @Override
        public void close() {}
    }
}
