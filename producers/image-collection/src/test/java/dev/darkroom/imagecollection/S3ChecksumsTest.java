package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.imagecollection.RawImageStore.RawObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What goes over the wire to S3 about checksums, for the local S3 server does not mind what AWS does: it wants of each part
 * the checksum that its upload named at the beginning, and to be told it again at the end.
 */
class S3ChecksumsTest {
    @RegisterExtension
    static final SharedStores STORES = new SharedStores();

    /** Of as many zeroes, as zlib's crc32 tells them. */
    private static final String CRC32_OF_A_PART = "GtK8RQ==";

    private static final String CRC32_OF_1000 = "BgsXgA==";
    private static final String CRC32_OF_100_000 = "1BGVfQ==";

    private record Call(String request, Headers headers, String body) {}

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private S3Bucket bucket;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        System.setProperty(
                "aws.endpointUrlS3", "http://127.0.0.1:" + server.getAddress().getPort());
        bucket = S3Bucket.connect("raw", 2, Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        STORES.get().use();
        bucket.close();
        server.stop(0);
    }

    @Test
    void sendsAPartThroughUsAsOneThatIsPutByItsUrl() throws Exception {
        // Given
        S3StagingStore staging = new S3StagingStore(bucket, store(), new ChunkPool(1 << 20));
        String uploadId = staging.begin("staging/a");

        // When
        staging.put("staging/a", uploadId, 1, body(1_000));

        // Then
        assertThat(calls)
                .hasSize(2)
                .allSatisfy(call -> assertThat(aboutChecksums(call)).isEmpty());
    }

    @Test
    void tellsTheChecksumOfABodyThatIsPutWhole() throws Exception {
        // When
        store().put(new RawObject("raw/a", "image/png", Optional.empty()), body(1_000));

        // Then
        assertThat(calls)
                .singleElement()
                .satisfies(put -> assertThat(put.headers().getFirst("x-amz-checksum-crc32"))
                        .isEqualTo(CRC32_OF_1000));
    }

    @Test
    void putsTheBodyOfASlowClientInParts() throws Exception {
        // Given
        AtomicLong now = new AtomicLong();
        int size = S3RawImageStore.PART_BYTES + 1_000;
        ImageBody slow = new ImageBody(
                new ByteArrayInputStream(new byte[size]), size, size, Pace.DEFAULT, () -> now.addAndGet(20_000_000));

        // When
        store().put(new RawObject("raw/a", "image/png", Optional.empty()), slow);

        // Then
        assertThat(slow.waited()).isGreaterThan(Duration.ofSeconds(2));
        assertThat(calls).hasSize(4);
    }

    @Test
    void hasTheChecksumOfABodyThatIsPutAsItComesFollowIt() throws Exception {
        // Given
        S3RawImageStore store = new S3RawImageStore(bucket, new ChunkPool(ChunkPool.CHUNK_BYTES));

        // When
        store.put(new RawObject("raw/a", "image/png", Optional.empty()), body(100_000));

        // Then
        assertThat(calls).singleElement().satisfies(put -> {
            assertThat(put.headers().getFirst("x-amz-trailer")).isEqualTo("x-amz-checksum-crc32");
            assertThat(put.body()).contains("x-amz-checksum-crc32:" + CRC32_OF_100_000);
        });
    }

    @Test
    void namesTheChecksumOfABodyInPartsAtTheBeginningWithEachPartAndAtTheEnd() throws Exception {
        // Given
        S3RawImageStore store = new S3RawImageStore(bucket, new ChunkPool(S3RawImageStore.PART_BYTES));

        // When
        store.put(new RawObject("raw/a", "image/png", Optional.empty()), body(S3RawImageStore.PART_BYTES + 1_000));

        // Then
        assertThat(calls).hasSize(4);
        assertThat(calls.get(0).headers().getFirst("x-amz-checksum-algorithm")).isEqualTo("CRC32");
        assertThat(calls.subList(1, 3))
                .extracting(part -> part.headers().getFirst("x-amz-checksum-crc32"))
                .containsExactly(CRC32_OF_A_PART, CRC32_OF_1000);
        assertThat(calls.get(3).body()).containsSubsequence(">AAAAAQ==<", ">AAAAAg==<");
    }

    private S3RawImageStore store() {
        return new S3RawImageStore(bucket, new ChunkPool(32 << 20));
    }

    private static ImageBody body(int bytes) {
        return new ImageBody(new ByteArrayInputStream(new byte[bytes]), bytes, bytes, Pace.DEFAULT, System::nanoTime);
    }

    private static List<String> aboutChecksums(Call call) {
        return call.headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.contains("checksum") || name.contains("trailer"))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        calls.add(new Call(exchange.getRequestMethod() + " " + query, exchange.getRequestHeaders(), body));
        exchange.getResponseHeaders().set("ETag", "\"tag\"");
        if (query.contains("partNumber=")) {
            String number = query.contains("partNumber=1") ? "Q" : "g";
            exchange.getResponseHeaders().set("x-amz-checksum-crc32", "AAAAA" + number + "==");
        }
        String begun = "<InitiateMultipartUploadResult><UploadId>id</UploadId></InitiateMultipartUploadResult>";
        byte[] answer = (query.contains("uploads") ? begun : "<CompleteMultipartUploadResult/>")
                .getBytes(StandardCharsets.US_ASCII);
        boolean isPart = query.contains("partNumber=");
        exchange.sendResponseHeaders(200, isPart ? -1 : answer.length);
        if (!isPart) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }
}
