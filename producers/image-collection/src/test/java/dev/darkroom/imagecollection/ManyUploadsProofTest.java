package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.schemas.RawImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Image collection in a process of its own, with 512 MB of heap: under many uploads, and killed during them. */
@Tag("proof")
final class ManyUploadsProofTest {
    private static final int CLIENTS = 500;

    @SuppressWarnings("NullAway.Init")
    private static RealStores stores;

    @BeforeAll
    static void startStores() {
        stores = new RealStores();
    }

    @AfterAll
    static void stopStores() {
        stores.close();
    }

    @Test
    void takesFiveHundredUploadsAtOnceWithHalfAGigabyteOfHeap() throws Exception {
        // Given bodies of 10 KB to 30 MB, most of them small, seed 5
        Random random = new Random(5);
        int port = LoopbackPort.orFree(0);
        try (CollectionProcess collection =
                        CollectionProcess.start(port, environment(), "-Xmx512m", "-XX:+ExitOnOutOfMemoryError");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                sizes.add((int) (10_000 * Math.pow(3_000, Math.pow(random.nextDouble(), 3))));
                expected.add(sha256((byte) i, sizes.get(i)));
            }

            // When
            long begun = System.nanoTime();
            for (int i = 0; i < CLIENTS; i++) {
                int size = sizes.get(i);
                byte seed = (byte) i;
                String key = "many-" + i;
                answers.add(threads.submit(() -> sendUntilAccepted(port, key, seed, size)));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isNotEmpty();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;

            // Then
            assertThat(collection.alive()).isTrue();
            System.out.printf(
                    "%d uploads at once, %d MB in %.1f s, peak resident %s%n",
                    CLIENTS,
                    sizes.stream().mapToLong(size -> size).sum() / 1_000_000,
                    seconds,
                    peakResident(collection.pid()));
            assertThat(stores.announced()).extracting(RawImage::getSha256).containsAll(expected);
        }
    }

    @Test
    void losesNothingAndHalfMakesNothingWhenItIsKilledAgainAndAgain() throws Exception {
        // Given clients that send each image until it is accepted, seed 6
        Random random = new Random(6);
        int port = LoopbackPort.orFree(0);
        Map<String, String> accepted = new HashMap<>();
        CollectionProcess collection = CollectionProcess.start(port, environment());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Map.Entry<String, String>>> clients = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                int size = 1000 + random.nextInt(10_000_000);
                byte seed = (byte) i;
                String key = "kill-" + i;
                clients.add(
                        threads.submit(() -> Map.entry(sendUntilAccepted(port, key, seed, size), sha256(seed, size))));
            }

            // When it is killed four times meanwhile
            for (int kill = 0; kill < 4; kill++) {
                Thread.sleep(500 + random.nextInt(1500));
                collection.kill();
                collection = CollectionProcess.start(port, environment());
            }
            for (Future<Map.Entry<String, String>> client : clients) {
                accepted.put(client.get().getKey(), client.get().getValue());
            }
        } finally {
            collection.close();
        }

        // Then each accepted image was announced, always with the bytes that are stored
        Map<String, RawImage> announced = new HashMap<>();
        for (RawImage image : stores.announced()) {
            RawImage before = announced.put(image.getImageId(), image);
            assertThat(before == null || before.getSha256().equals(image.getSha256()))
                    .isTrue();
        }
        assertThat(accepted).hasSize(120);
        try (var s3 = stores.s3()) {
            accepted.forEach((id, hash) -> {
                RawImage image = Objects.requireNonNull(announced.get(id), id + " was not announced");
                assertThat(image.getSha256()).isEqualTo(hash);
                assertThat(s3.headObject(head -> head.bucket(RealStores.BUCKET).key("raw/acme/" + id))
                                .contentLength())
                        .isEqualTo(image.getSizeBytes());
            });
        }
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(stores.environment());
        environment.put("MAX_CONCURRENT_UPLOADS", "520");
        environment.put("MAX_CONCURRENT_UPLOADS_PER_CUSTOMER", "520");
        return environment;
    }

    private static String sendUntilAccepted(int port, String key, byte seed, int size) throws Exception {
        while (true) {
            try (Socket socket = RawHttp.connect(port)) {
                socket.setSoTimeout(60_000);
                String answer = send(socket, "Idempotency-Key: " + key + "\r\n", seed, size);
                if (answer.startsWith("HTTP/1.1 202")) {
                    return answer.replaceAll("(?s).*\"image_id\":\"([^\"]+)\".*", "$1");
                }
                assertThat(answer).as("busy, or cut off by a kill").matches("(?s)(HTTP/1.1 (503|409) .*)?");
                Thread.sleep(1000);
            } catch (IOException e) {
                Thread.sleep(50 + ThreadLocalRandom.current().nextInt(200));
            }
        }
    }

    private static String send(Socket socket, String headers, byte seed, int size) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write(("POST /v1/images HTTP/1.1\r\nHost: x\r\nX-Customer-Id: acme\r\nConnection: close\r\n" + headers
                        + "Content-Length: " + size + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        byte[] piece = piece(seed);
        try {
            for (int sent = 0; sent < size; sent += piece.length) {
                out.write(piece, 0, Math.min(piece.length, size - sent));
            }
        } catch (SocketException e) {
            // An early answer may still be there to read.
            return answer(socket);
        }
        return answer(socket);
    }

    private static String answer(Socket socket) throws Exception {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] piece(byte seed) {
        byte[] piece = new byte[16 << 10];
        Arrays.fill(piece, seed);
        return piece;
    }

    private static String sha256(byte seed, int size) {
        MessageDigest digest = Sha256.digest();
        byte[] piece = piece(seed);
        for (int done = 0; done < size; done += piece.length) {
            digest.update(piece, 0, Math.min(piece.length, size - done));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String peakResident(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("unknown");
    }
}
