package dev.darkroom.dynamodb.writing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes again only the writes that were not made, after growing random pauses, until a deadline. */
final class RetryingBatchWriter implements BatchWriter {
    private static final Logger log = LoggerFactory.getLogger(RetryingBatchWriter.class);

    private final BatchWriter next;
    private final RetrySettings settings;
    private final Pauses pauses;
    private final Instant deadline;

    RetryingBatchWriter(BatchWriter next, RetrySettings settings, Pauses pauses, Instant deadline) {
        this.next = next;
        this.settings = settings;
        this.pauses = pauses;
        this.deadline = deadline;
    }

    /** @throws RetriableException when writes are left at the deadline */
    @Override
    public BatchOutcome write(List<Write> batch) {
        List<Write> left = batch;
        for (int attempt = 1; ; attempt++) {
            BatchOutcome outcome = next.write(left);
            if (!(outcome instanceof BatchOutcome.Unfinished unfinished)) {
                return outcome;
            }
            left = unfinished.left();
            Duration pause = pauses.afterAttempt(attempt, settings);
            log(attempt, pause, unfinished);
            if (!pauses.takeBefore(deadline, pause)) {
                throw new RetriableException("DynamoDB did not take " + left.size() + " write(s) to table "
                        + left.get(0).key().table() + " in " + RetrySettings.TIMEOUT + "="
                        + settings.timeout().toMillis() + ", last because of " + unfinished.reason()
                        + "; Connect will deliver them again. Raise the table's capacity or lower tasks.max if it"
                        + " stays so");
            }
        }
    }

    private static void log(int attempt, Duration pause, BatchOutcome.Unfinished unfinished) {
        log.atDebug()
                .addKeyValue("table", unfinished.left().get(0).key().table())
                .addKeyValue("writesLeft", unfinished.left().size())
                .addKeyValue("attempt", attempt)
                .addKeyValue("pauseMillis", pause.toMillis())
                .addKeyValue("reason", unfinished.reason())
                .log("Writes are left to be made again");
    }
}
