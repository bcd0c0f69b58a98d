package dev.darkroom.analytics.connector;

import com.amazonaws.athena.connector.lambda.data.Block;
import com.amazonaws.athena.connector.lambda.data.S3BlockSpillReader;
import com.amazonaws.athena.connector.lambda.domain.spill.S3SpillLocation;
import com.amazonaws.athena.connector.lambda.domain.spill.SpillLocation;
import com.amazonaws.athena.connector.lambda.records.RemoteReadRecordsResponse;
import software.amazon.awssdk.services.s3.S3Client;

/** Blocks that the connector left in S3 because they were too large for its answer; each is deleted once read. */
record SpilledBlocks(S3Client s3, S3BlockSpillReader reader) {
    Block read(RemoteReadRecordsResponse response, SpillLocation location) {
        S3SpillLocation object = (S3SpillLocation) location;
        Block block = reader.read(object, response.getEncryptionKey(), response.getSchema());
        s3.deleteObject(delete -> delete.bucket(object.getBucket()).key(object.getKey()));
        return block;
    }
}
