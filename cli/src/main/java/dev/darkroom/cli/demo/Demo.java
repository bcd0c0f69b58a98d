package dev.darkroom.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Uploads a folder of images, follows each to its end and prints what became of them. */
public final class Demo {
    private static final int UPLOADS_AT_ONCE = 4;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final URI collection;
    private final URI streaming;
    private final Counts counts;
    private final Duration patience;
    private final PrintWriter out;

    /**
     * @param collection where image-collection answers
     * @param streaming where image-streaming answers
     * @param table the DynamoDB table the sink writes to
     * @param patience how long to wait for the last image's end, and for its item in DynamoDB
     */
    public Demo(
            URI collection, URI streaming, DynamoDbClient dynamoDb, String table, Duration patience, PrintWriter out) {
        this.collection = collection;
        this.streaming = streaming;
        this.counts = new Counts(dynamoDb, table);
        this.patience = patience;
        this.out = out;
    }

    /**
     * Runs the demo over these images.
     *
     * @param filesIn where the platform's objects lie on this disk, for the reader to look at
     * @return whether every image was accepted and reached its end, and its item the table
     */
    public boolean run(Photos photos, Path filesIn) throws IOException, InterruptedException {
        out.printf("%nUploading %d images from %s%n", photos.photos().size(), photos.folder());
        try (PlatformClient client = new PlatformClient(collection, streaming)) {
            List<Upload> uploads = upload(client, photos.photos());
            Report report = new Report(out);
            List<Upload.Accepted> accepted = accepted(uploads);
            List<Ending> endings = follow(client, accepted, report);
            report.table(uploads, endings);
            boolean stored = allStored(accepted);
            report.counts(byCustomer(accepted), counts);
            report.places(filesIn, streaming, endings);
            return report.verdict(uploads, endings, stored);
        }
    }

    private static List<Upload> upload(PlatformClient client, List<Photo> photos)
            throws IOException, InterruptedException {
        try (ExecutorService executor = Executors.newFixedThreadPool(UPLOADS_AT_ONCE)) {
            List<Future<Upload>> answers = new ArrayList<>();
            photos.forEach(photo -> answers.add(executor.submit(() -> client.upload(photo))));
            List<Upload> uploads = new ArrayList<>();
            for (Future<Upload> answer : answers) {
                uploads.add(answer.get());
            }
            return uploads;
        } catch (ExecutionException e) {
            throw new IOException("An upload failed: " + e.getCause(), e);
        }
    }

    private static List<Upload.Accepted> accepted(List<Upload> uploads) {
        return uploads.stream()
                .filter(Upload.Accepted.class::isInstance)
                .map(Upload.Accepted.class::cast)
                .toList();
    }

    private List<Ending> follow(PlatformClient client, List<Upload.Accepted> accepted, Report report)
            throws IOException, InterruptedException {
        List<Upload.Accepted> open = new ArrayList<>(accepted);
        List<Ending> endings = new ArrayList<>();
        long deadline = System.nanoTime() + patience.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            for (Upload.Accepted upload : List.copyOf(open)) {
                client.ending(upload).ifPresent(ending -> {
                    open.remove(upload);
                    endings.add(ending);
                    report.progress(endings.size(), accepted.size(), ending);
                });
            }
            Thread.sleep(POLL_INTERVAL);
        }
        return endings;
    }

    private boolean allStored(List<Upload.Accepted> accepted) throws InterruptedException {
        Map<String, Set<String>> waiting = byCustomer(accepted);
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            waiting.forEach((customer, ids) -> ids.removeAll(counts.present(customer, ids)));
            if (waiting.values().stream().allMatch(Set::isEmpty)) {
                return true;
            }
            Thread.sleep(POLL_INTERVAL);
        }
        return false;
    }

    private static Map<String, Set<String>> byCustomer(List<Upload.Accepted> accepted) {
        return accepted.stream()
                .collect(Collectors.groupingBy(
                        upload -> upload.photo().customerId(),
                        LinkedHashMap::new,
                        Collectors.mapping(Upload.Accepted::imageId, Collectors.toCollection(TreeSet::new))));
    }
}
