package dev.darkroom.dynamodb.writing;

/**
 * How many requests may be under way: as many as are allowed while DynamoDB takes them; half as many when it throttles,
 * but once only for those that were under way together; one more again after as many good answers as the limit is
 * (additive increase, multiplicative decrease). Guarded by {@link PendingWrites}.
 */
final class AdaptiveLimit {
    private final int most;
    private int limit;
    private int answersSinceChange;

    AdaptiveLimit(int most) {
        this.most = most;
        this.limit = most;
        this.answersSinceChange = most;
    }

    int current() {
        return limit;
    }

    void onThrottled() {
        answersSinceChange++;
        if (answersSinceChange >= limit) {
            limit = Math.max(1, limit / 2);
            answersSinceChange = 0;
        }
    }

    void onTaken() {
        answersSinceChange++;
        if (limit < most && answersSinceChange >= limit) {
            limit++;
            answersSinceChange = 0;
        }
    }
}
