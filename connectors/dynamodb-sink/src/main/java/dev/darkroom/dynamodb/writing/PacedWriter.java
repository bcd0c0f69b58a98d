package dev.darkroom.dynamodb.writing;

/** Keeps to the rate that the settings allow; waits for it before each attempt. */
final class PacedWriter implements ItemWriter {
    private final ItemWriter next;
    private final Pace pace;

    PacedWriter(ItemWriter next, Pace pace) {
        this.next = next;
        this.pace = pace;
    }

    @Override
    public WriteOutcome write(Request request) throws InterruptedException {
        pace.await(request.writes().size());
        return next.write(request);
    }
}
