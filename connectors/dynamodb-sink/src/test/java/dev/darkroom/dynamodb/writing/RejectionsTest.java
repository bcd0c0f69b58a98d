package dev.darkroom.dynamodb.writing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.darkroom.dynamodb.mapping.BadRecordException;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What is said of a record that cannot become an item. */
final class RejectionsTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Logger logger = (Logger) LoggerFactory.getLogger(Rejections.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
    }

    static Stream<Object> formsOfATrace() {
        return Stream.of(TRACE, TRACE.getBytes(US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("formsOfATrace")
    void namesItsTraceInTheLogAndInTheFailure(Object trace) {
        // When
        assertThatThrownBy(() -> reject(record("traceparent", trace)))

                // Then
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("Record images-2@17 of trace " + TRACE + " cannot become an item: too odd");
        assertThat(logged())
                .isEqualTo("A record cannot become an item record=images-2@17 traceparent=" + TRACE
                        + " problem=\"too odd\"");
    }

    static Stream<Object> noTraces() {
        return Stream.of("", TRACE + "\nmore", TRACE.toUpperCase(Locale.ROOT), new byte[] {-1}, 7);
    }

    @ParameterizedTest
    @MethodSource("noTraces")
    void repeatsNoHeaderThatIsNoTrace(Object value) {
        // When
        assertThatThrownBy(() -> reject(record("traceparent", value)))

                // Then
                .hasMessageStartingWith("Record images-2@17 cannot become an item: too odd");
        assertThat(logged()).contains("record=images-2@17 traceparent=none problem");
    }

    @Test
    void namesTheRecordThatHasNoTrace() {
        // When
        assertThatThrownBy(() -> reject(record("other", TRACE)))

                // Then
                .hasMessageStartingWith("Record images-2@17 cannot become an item: too odd");
        assertThat(logged()).contains("record=images-2@17 traceparent=none problem");
    }

    private static SinkRecord record(String header, Object value) {
        SinkRecord record = new SinkRecord("images", 2, null, "key", null, "value", 17, 0L, TimestampType.CREATE_TIME);
        record.headers().add(header, value, null);
        return record;
    }

    private static void reject(SinkRecord record) {
        try (MetricRegistry registry = new JmxMetricRegistry("rejections", "0")) {
            SinkMetrics metrics = new SinkMetrics(registry, new Pace(OptionalInt.empty(), OptionalInt.empty()));
            Rejections rejections = new Rejections(RejectedRecords.to(null), metrics, () -> {});
            rejections.add(new Rejection(record, new Receipt(17), new BadRecordException("too odd", null)));
            rejections.report();
        }
    }

    private String logged() {
        assertThat(logged.list).hasSize(1);
        return logged.list.get(0).getFormattedMessage();
    }
}
