package dev.darkroom.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.topology.admission.Limits;
import dev.darkroom.topology.admission.RawImages;
import dev.darkroom.topology.lifecycle.Backoff;
import dev.darkroom.topology.lifecycle.Rules;
import dev.darkroom.topology.tracking.FairShares;
import dev.darkroom.topology.tracking.TrackingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything told of an image belongs to the trace of its upload, whoever's record, or none, moved the image on. */
final class TraceTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-%016d-01";

    private TestingImageTopology topology;

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topology = new TestingImageTopology(
                new FailingSchemaRegistry(),
                new TrackingSettings(
                        Limits.DEFAULT,
                        new Rules(2, TIMEOUT, new Backoff(PAUSE, PAUSE), 2, Duration.ofDays(1)),
                        new FairShares(1, 1, 1),
                        Duration.ofDays(2),
                        Duration.ofHours(1),
                        Duration.ofSeconds(10)),
                stateDirectory);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void goesAlongFromTheUploadToTheTaskAndTheEnd() {
        // When
        upload(1, "state=1");
        ImageTask task = task();
        topology.hears(Outcomes.done(task, topology.now()));

        // Then
        assertThat(topology.processed())
                .singleElement()
                .satisfies(end -> assertThat(trace(end.headers())).containsExactly(TRACE.formatted(1), "state=1"));
    }

    @Test
    void isNotTheOneOfTheRecordThatMadeRoomForTheImage() {
        // Given an image that waits for the share of another
        upload(1, "state=1");
        ImageTask first = task();
        upload(2, "");

        // When
        topology.hears(Outcomes.done(first, topology.now()));

        // Then
        assertThat(topology.tasks(Topics.IMAGE_TASKS_EXPRESS))
                .singleElement()
                .satisfies(task -> assertThat(trace(task.headers())).containsExactly(TRACE.formatted(2)));
    }

    @Test
    void goesAlongWithTheNextAttemptAndTheEndThatNoRecordCauses() {
        // Given
        upload(1, "state=1");
        task();

        // When
        topology.passes(TIMEOUT);
        topology.passes(PAUSE);
        List<TestRecord<String, ImageTask>> again = topology.tasks(Topics.IMAGE_TASKS_EXPRESS);
        topology.passes(TIMEOUT);

        // Then
        assertThat(again)
                .singleElement()
                .satisfies(task -> assertThat(trace(task.headers())).containsExactly(TRACE.formatted(1), "state=1"));
        assertThat(topology.failures())
                .singleElement()
                .satisfies(end -> assertThat(trace(end.headers())).containsExactly(TRACE.formatted(1), "state=1"));
    }

    @Test
    void isNoneWhereTheUploadHasNoneThatIsWellFormed() {
        // When
        topology.receives(record(1, new RecordHeaders().add("traceparent", new byte[] {'x'})));

        // Then
        assertThat(topology.tasks(Topics.IMAGE_TASKS_EXPRESS))
                .singleElement()
                .satisfies(task -> assertThat(trace(task.headers())).isEmpty());
    }

    private void upload(int number, String state) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", TRACE.formatted(number).getBytes(US_ASCII));
        if (!state.isEmpty()) {
            headers.add("tracestate", state.getBytes(US_ASCII));
        }
        topology.receives(record(number, headers));
    }

    private TestRecord<String, RawImage> record(int number, Headers headers) {
        RawImage image = RawImages.acceptable()
                .setImageId("image-" + number)
                .setSha256(Integer.toString(number).repeat(64))
                .build();
        return new TestRecord<>(image.getImageId(), image, headers, topology.now());
    }

    private ImageTask task() {
        List<ImageTask> tasks = topology.tasks();
        assertThat(tasks).hasSize(1);
        return tasks.getFirst();
    }

    private static List<String> trace(Headers headers) {
        return Stream.of("traceparent", "tracestate")
                .flatMap(name -> StreamSupport.stream(headers.headers(name).spliterator(), false))
                .map(Header::value)
                .map(value -> new String(value, US_ASCII))
                .toList();
    }
}
