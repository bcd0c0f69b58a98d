package dev.darkroom.dynamodb.writing;

/**
 * How many requests may be under way: as many as are allowed while DynamoDB takes them, half as many each time it
 * throttles, one more again after as many good answers as the limit is (additive increase, multiplicative decrease).
 * Guarded by {@link PendingWrites}.
 */
final class AdaptiveLimit {
    private final int most;
    private int limit;
    private int goodAnswers;

    AdaptiveLimit(int most) {
        this.most = most;
        this.limit = most;
    }

    int current() {
        return limit;
    }

    void onThrottled() {
        limit = Math.max(1, limit / 2);
        goodAnswers = 0;
    }

    void onTaken() {
        goodAnswers++;
        if (limit < most && goodAnswers >= limit) {
            limit++;
            goodAnswers = 0;
        }
    }
}
