package dev.darkroom.dynamodb.writing;

/** Counts each attempt and what became of it. */
final class MeteredWriter implements ItemWriter {
    private final ItemWriter next;
    private final SinkMetrics metrics;

    MeteredWriter(ItemWriter next, SinkMetrics metrics) {
        this.next = next;
        this.metrics = metrics;
    }

    @Override
    public WriteOutcome write(Request request) throws InterruptedException {
        long from = System.nanoTime();
        WriteOutcome outcome = next.write(request);
        metrics.onAttempt(request, outcome, System.nanoTime() - from);
        return outcome;
    }
}
