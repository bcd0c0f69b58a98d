package dev.darkroom.localstack.s3;

import dev.darkroom.localstack.machine.LocalAccount;
import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.localstack.template.Bucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An S3 server over a directory: a bucket is a directory in it, an object a file. An object appears when it is whole,
 * and one that was acknowledged is there after a restart; until then an upload shows in listings, and only there, as
 * {@code <key>-<random UUID>}. Signatures (V4) are checked against {@link LocalAccount};
 * lifecycle rules, versioning and notifications are not offered (s3proxy answers 501).
 */
public final class LocalS3 implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalS3.class);

    private final S3Proxy server;
    private final BlobStore objects;

    private LocalS3(S3Proxy server, BlobStore objects) {
        this.server = server;
        this.objects = objects;
    }

    /**
     * Starts the server with what the directory holds.
     *
     * @param port to listen on, 0 for any that is free
     * @throws dev.darkroom.localstack.machine.PortTakenException when the port is in use
     */
    public static LocalS3 start(int port, Path directory) {
        LoopbackPort.requireFree(port, "S3", "the S3 port");
        try {
            UnfinishedUploads.delete(Files.createDirectories(directory));
            BlobStore objects = new FilesystemNio2BlobStore(directory.toString());
            S3Proxy server = S3Proxy.builder()
                    .blobStore(objects)
                    .endpoint(URI.create("http://" + LoopbackPort.HOST + ":" + port))
                    .awsAuthentication(
                            AuthenticationType.AWS_V4, LocalAccount.ACCESS_KEY_ID, LocalAccount.SECRET_ACCESS_KEY)
                    .build();
            server.start();
            LocalS3 s3 = new LocalS3(server, objects);
            LOG.atInfo().addKeyValue("endpoint", s3.endpoint()).log("S3 started");
            return s3;
        } catch (IOException e) {
            throw new UncheckedIOException("S3 could not use the directory " + directory, e);
        } catch (Exception e) {
            throw new IllegalStateException("S3 did not start on port " + port, e);
        }
    }

    /** Creates those of the buckets that are missing. */
    public void createBuckets(List<Bucket> buckets) {
        buckets.stream().map(Bucket::name).forEach(this::createBucket);
    }

    /** Creates the bucket unless it is there. */
    public void createBucket(String name) {
        if (!objects.containerExists(name)) {
            objects.createContainer(name);
            LOG.atInfo().addKeyValue("bucket", name).log("Bucket created");
        }
    }

    /** What AWS_ENDPOINT_URL_S3 has to be for clients of this server. */
    public URI endpoint() {
        return URI.create("http://" + LoopbackPort.HOST + ":" + server.getPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3 did not stop", e);
        }
        objects.close();
    }
}
