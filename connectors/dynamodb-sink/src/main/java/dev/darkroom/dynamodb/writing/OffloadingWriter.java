package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.connection.AwsFailure;
import dev.darkroom.dynamodb.mapping.Offload;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Stores what is too large for an item in S3 before the item that names it is written. */
final class OffloadingWriter implements ItemWriter {
    private final ItemWriter next;
    private final S3Client s3;
    private final SinkMetrics metrics;

    OffloadingWriter(ItemWriter next, S3Client s3, SinkMetrics metrics) {
        this.next = next;
        this.s3 = s3;
        this.metrics = metrics;
    }

    @Override
    public WriteOutcome write(Request request) throws InterruptedException {
        for (MappedWrite write : request.writes()) {
            if (write.write().offload().isPresent() && !write.receipt().isOffloaded()) {
                try {
                    store(write.write().offload().get());
                    write.receipt().offloaded();
                } catch (SdkException e) {
                    return outcome(e, request, write.write().offload().get());
                }
            }
        }
        return next.write(request);
    }

    private void store(Offload offload) {
        s3.putObject(
                object ->
                        object.bucket(offload.bucket()).key(offload.objectKey()).contentType(offload.contentType()),
                RequestBody.fromBytes(offload.content()));
        metrics.onOffloaded(offload.content().length);
    }

    private static WriteOutcome outcome(SdkException failure, Request request, Offload offload) {
        AwsFailure known = new AwsFailure(failure);
        if (known.mayPass()) {
            return new WriteOutcome.Unfinished(request.writes(), "S3: " + known.reason(), WriteOutcome.Cause.FAULT);
        }
        throw new ConnectException(
                "S3 does not take objects into the bucket " + offload.bucket() + " (" + known.reason()
                        + "): create it, allow s3:PutObject on it to the worker's AWS identity, or change"
                        + " offload.bucket",
                failure);
    }
}
