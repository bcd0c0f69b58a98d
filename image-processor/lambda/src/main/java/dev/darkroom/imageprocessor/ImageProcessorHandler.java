package dev.darkroom.imageprocessor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Entry point of the Lambda function: {@code dev.darkroom.imageprocessor.ImageProcessorHandler::handleRequest}. Clients
 * are made at the first event, side by side, so that the runtime is ready for it at once.
 *
 * <p>It answers with the tasks worth trying again; see <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html">Configuring error handling
 * controls for Kafka event sources</a>.
 */
public final class ImageProcessorHandler implements RequestHandler<KafkaEvent, BatchResponse> {
    private final Supplier<Batches> batches;

    /** Kept, as nothing else does. */
    @SuppressWarnings("UnusedVariable")
    private final @Nullable Snapshot snapshot;

    /** Configured by the process's environment variables, as {@link ImageProcessor#start} reads them. */
    public ImageProcessorHandler() {
        Once<ImageProcessor> processor = new Once<>(() -> ImageProcessor.start(environment()));
        this.batches = () -> processor.get().batches();
        this.snapshot = Snapshot.register(
                () -> Priming.run(
                        Functions.load(),
                        () -> ImageProcessor.start(environment()).close(),
                        PrimingRequests::send),
                () -> processor.forget(ImageProcessor::close));
    }

    ImageProcessorHandler(Supplier<Batches> batches) {
        this.batches = batches;
        this.snapshot = null;
    }

    private static Map<String, String> environment() {
        return System.getenv();
    }

    /** Processes one batch; returns the tasks to be delivered again. */
    @Override
    public BatchResponse handleRequest(KafkaEvent event, Context context) {
        try {
            return batches.get().process(TaskRecord.of(event), new Deadline(context::getRemainingTimeInMillis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("Interrupted before the batch was done", e);
        }
    }
}
