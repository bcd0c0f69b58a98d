package dev.darkroom.analytics.archive;

import dev.darkroom.analytics.QueryException;
import dev.darkroom.analytics.TableDefinition;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/**
 * The archived events of a topic: objects {@code archive/<topic>/year=YYYY/month=MM/day=dd/hour=HH/<file>.parquet},
 * the layout of the S3 sink's TimeBasedPartitioner. They are fetched as a query needs them, whole files of the
 * partitions that it asks for, and kept for the session: an archived object is never changed.
 */
public final class Archive implements AutoCloseable {
    private final S3Client s3 = S3Client.builder().forcePathStyle(true).build();
    private final Path directory;

    /** An archive whose fetched files are kept in {@code directory}. */
    public Archive(Path directory) {
        this.directory = directory;
    }

    /** An object of the archive, and the values of its partition columns. */
    public record ArchivedFile(String bucket, String key, Map<String, String> partition) {
        public ArchivedFile {
            partition = Map.copyOf(partition);
        }
    }

    /**
     * The objects of the partitions that are asked for.
     *
     * @throws QueryException when S3 cannot be asked
     */
    public List<ArchivedFile> find(TableDefinition table, Predicate<Map<String, String>> wanted) {
        URI location = URI.create(table.location());
        String bucket = location.getAuthority();
        List<ArchivedFile> files = new ArrayList<>();
        try {
            s3.listObjectsV2Paginator(list ->
                            list.bucket(bucket).prefix(location.getPath().substring(1)))
                    .contents()
                    .forEach(object -> {
                        Map<String, String> partition = partition(object.key());
                        if (object.key().endsWith(".parquet") && wanted.test(partition)) {
                            files.add(new ArchivedFile(bucket, object.key(), partition));
                        }
                    });
            return files;
        } catch (NoSuchBucketException e) {
            return List.of();
        } catch (SdkException e) {
            throw new QueryException("Could not list the archive " + location + ": " + e.getMessage(), e);
        }
    }

    /** The file on this disk, fetched if it is not there yet. */
    public Path fetch(ArchivedFile file) {
        Path local = directory.resolve(file.bucket()).resolve(file.key());
        if (!Files.exists(local)) {
            try {
                Files.createDirectories(local.getParent());
                Path partial = local.resolveSibling(local.getFileName() + ".part");
                s3.getObject(get -> get.bucket(file.bucket()).key(file.key()), partial);
                Files.move(partial, local);
            } catch (IOException | SdkException e) {
                throw new QueryException("Could not fetch s3://" + file.bucket() + "/" + file.key() + ": " + e, e);
            }
        }
        return local;
    }

    private static Map<String, String> partition(String key) {
        Map<String, String> values = new HashMap<>();
        for (Path segment : Path.of(key)) {
            String part = segment.toString();
            int equals = part.indexOf('=');
            if (equals > 0) {
                values.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return values;
    }

    @Override
    public void close() {
        s3.close();
    }
}
