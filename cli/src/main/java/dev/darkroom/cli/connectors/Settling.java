package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectRest;
import dev.darkroom.localstack.connect.ConnectorState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Waits for a connector to come to rest. A worker tells the states of before until the tasks report their new ones, so
 * a state counts when it has stood for a while.
 */
record Settling(ConnectRest connect, Duration patience, InstantSource clock) {
    private static final Duration STANDING = Duration.ofSeconds(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    static Settling of(ConnectRest connect, WorkerOptions options) {
        return new Settling(connect, options.timeout(), InstantSource.system());
    }

    /** The state of one that nobody has just changed: at once when it runs. */
    ConnectorState now(String connector) {
        ConnectorState state = state(connector);
        return state instanceof ConnectorState.Starting ? await(connector) : state;
    }

    /** The state it came to, or the last one seen when the patience was over. */
    ConnectorState await(String connector) {
        return await(connector, state -> !(state instanceof ConnectorState.Starting));
    }

    /** The same, for a state that is waited for. */
    ConnectorState await(String connector, Predicate<ConnectorState> wanted) {
        Instant deadline = clock.instant().plus(patience).plus(STANDING);
        ConnectorState state = state(connector);
        Instant since = clock.instant();
        while (clock.instant().isBefore(deadline)
                && !(wanted.test(state)
                        && Duration.between(since, clock.instant()).compareTo(STANDING) >= 0)) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            ConnectorState next = state(connector);
            since = next.equals(state) ? since : clock.instant();
            state = next;
        }
        return state;
    }

    private ConnectorState state(String connector) {
        return ConnectorState.of(connect.status(connector).body());
    }
}
