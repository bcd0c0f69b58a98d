package dev.darkroom.localstack.lambda;

import org.jspecify.annotations.Nullable;

/**
 * Why a record was given up.
 *
 * @param requestId the last invocation's, or null when there was none
 * @param errorType null when the function reported the record instead of failing
 */
record DeliveryFailure(
        Condition condition,
        @Nullable String requestId,
        int approximateInvokeCount,
        @Nullable String errorType,
        @Nullable String errorMessage) {

    /** Named as AWS names them in the metadata of failed batches. */
    enum Condition {
        RETRIES_EXHAUSTED("RetriesExhausted"),
        RECORD_AGE_EXCEEDED("RecordAgeExceeded");

        private final String text;

        Condition(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }
}
