package dev.darkroom.dynamodb.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks about one table again, with pauses, while what stands in the way may pass, until a time. */
final class Patience {
    private static final Logger log = LoggerFactory.getLogger(Patience.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String table;
    private final Duration timeout;
    private final Clock clock;
    private final Sleep sleep;
    private final Instant end;

    Patience(String table, Duration timeout, Clock clock, Sleep sleep) {
        this.table = table;
        this.timeout = timeout;
        this.clock = clock;
        this.sleep = sleep;
        this.end = clock.instant().plus(timeout);
    }

    /**
     * @param permission what the request needs
     * @throws ConnectException when asking again cannot help
     * @throws RetriableException when the time is over
     */
    <T> T with(String permission, Supplier<T> request) {
        while (true) {
            try {
                return request.get();
            } catch (SdkException e) {
                TableFailure failure = new TableFailure(e);
                if (!failure.mayPass()) {
                    throw failure.asConnectException(table, permission);
                }
                log.debug("Table {} has to wait: {}", table, failure.reason());
                pause(failure.reason(), e);
            }
        }
    }

    /** Like {@link #with}, until the answer is yes. */
    void until(String permission, BooleanSupplier request) {
        while (!this.<Boolean>with(permission, request::getAsBoolean)) {
            pause("it is not yet active", null);
        }
    }

    private void pause(String reason, @Nullable Throwable cause) {
        if (clock.instant().plus(PAUSE).isAfter(end)) {
            throw new RetriableException(
                    "Table " + table + " was not ready within " + TableCreationSettings.TIMEOUT + "="
                            + timeout.toMillis() + ": " + reason,
                    cause);
        }
        try {
            sleep.millis(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetriableException("Interrupted while table " + table + " was created", e);
        }
    }

    /** {@link Thread#sleep(long)}, or a test's clock moving on. */
    interface Sleep {
        void millis(long millis) throws InterruptedException;
    }
}
