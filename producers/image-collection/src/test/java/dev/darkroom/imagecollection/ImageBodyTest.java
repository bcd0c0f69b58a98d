package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.darkroom.httpservice.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ImageBodyTest {
    private static final Pace PACE = new Pace(Duration.ofSeconds(10), 1000);

    private long now = Long.MAX_VALUE - 1;

    @Test
    void takesItsTimeWhenItKeepsThePace() throws IOException {
        // Given 100 bytes in each tenth of a second, for 1,000 s
        ImageBody body = body(1_000_000, Duration.ofMillis(100));

        // When
        long read = body.transferTo(OutputStream.nullOutputStream());

        // Then
        assertThat(read).isEqualTo(1_000_000);
        assertThat(body.complete()).isTrue();
        assertThat(body.waited()).isEqualTo(Duration.ofMillis(1_000_100)).isLessThan(body.longest());
    }

    @Test
    void isRefusedOnceItIsBehindThePaceAndEverAfter() {
        // Given 100 bytes each second
        ImageBody body = body(1_000_000, Duration.ofSeconds(1));

        // When
        BodyRefusedException refused = catchThrowableOfType(
                BodyRefusedException.class, () -> body.transferTo(OutputStream.nullOutputStream()));

        // Then
        assertThat(refused.refusal().problem().status()).isEqualTo(408);
        assertThat(body.bytes()).isEqualTo(1200);
        assertThat(body.complete()).isFalse();
        assertThatThrownBy(body::read).isSameAs(refused);
    }

    @Test
    void isNotBlamedForWhatHappensBetweenReads() throws IOException {
        // Given
        ImageBody body = body(1000, Duration.ofMillis(1));

        // When the store takes an hour for each piece
        byte[] piece = new byte[100];
        while (body.read(piece) >= 0) {
            now += Duration.ofHours(1).toNanos();
        }

        // Then
        assertThat(body.complete()).isTrue();
    }

    @Test
    void keepsMoreOfItsBeginningWhenAskedAgainAndGivesItAllOutOnce() throws Exception {
        // Given
        byte[] bytes = new byte[1_000];
        new Random(1).nextBytes(bytes);
        ImageBody body = new ImageBody(new ByteArrayInputStream(bytes), 1_000, 1_000, PACE, System::nanoTime);

        // When
        byte[] beginning = body.readHead(100);
        byte[] more = body.readHead(300);

        // Then
        assertThat(beginning).isEqualTo(Arrays.copyOf(bytes, 100));
        assertThat(more).isEqualTo(Arrays.copyOf(bytes, 300));
        assertThat(body.readAllBytes()).isEqualTo(bytes);
        assertThat(body.sha256())
                .isEqualTo(HexFormat.of().formatHex(Sha256.digest().digest(bytes)));
    }

    @Test
    void isTooSlowWhenItStopsComing() {
        assertThat(refusal(new SocketTimeoutException()).problem().status()).isEqualTo(408);
    }

    @Test
    void isNotBlamedWhenItsReaderIsInterrupted() {
        // Given what the time limit of a request to S3 does
        Thread.currentThread().interrupt();

        try {
            // When / Then
            assertThat(refusal(new SocketException("Closed by interrupt"))
                            .problem()
                            .status())
                    .isEqualTo(503);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static ProblemException refusal(IOException failure) {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw failure;
            }
        };
        ImageBody body = new ImageBody(failing, 1000, 1000, PACE, System::nanoTime);
        return catchThrowableOfType(BodyRefusedException.class, () -> body.readHead(100))
                .refusal();
    }

    /** Of zeroes, of which up to 100 come at each read, after a while. */
    private ImageBody body(int bytes, Duration pause) {
        InputStream slow = new ByteArrayInputStream(new byte[bytes]) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                now += pause.toNanos();
                return super.read(target, offset, Math.min(length, 100));
            }
        };
        return new ImageBody(slow, bytes, bytes, PACE, () -> now);
    }
}
