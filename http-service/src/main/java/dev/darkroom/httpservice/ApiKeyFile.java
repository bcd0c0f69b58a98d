package dev.darkroom.httpservice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The customers' keys: a line each, {@code SHA-256-OF-THE-KEY CUSTOMER-ID}, and comments after {@code #}. Read again
 * when it changes, within a second, so that a key can be added or taken away while the service runs. A customer may have
 * several keys.
 */
final class ApiKeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(ApiKeyFile.class);
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})\\s+([A-Za-z0-9_-]{1,64})");
    private static final Duration AGE = Duration.ofSeconds(1);

    private final Path path;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Map<SecretHash, String> customers;
    private volatile long lookedAt = System.nanoTime();
    private FileTime changedAt;

    private ApiKeyFile(Path path) throws IOException {
        this.path = path;
        changedAt = Files.getLastModifiedTime(path);
        customers = read(path);
    }

    /** @throws IllegalArgumentException naming the line that cannot be understood, or why the file cannot be read */
    static ApiKeyFile at(Path path) {
        try {
            return new ApiKeyFile(path);
        } catch (IOException e) {
            throw new IllegalArgumentException("API_KEYS_FILE " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Customer ids by the hashes of their keys. */
    Map<SecretHash, String> customers() {
        if (System.nanoTime() - lookedAt > AGE.toNanos() && looking.tryLock()) {
            try {
                readAgainIfChanged();
                lookedAt = System.nanoTime();
            } finally {
                looking.unlock();
            }
        }
        return customers;
    }

    /** A file that is broken or away leaves the keys as they were: a slip must not lock everybody out, nor let one in. */
    private void readAgainIfChanged() {
        try {
            FileTime now = Files.getLastModifiedTime(path);
            if (!now.equals(changedAt)) {
                customers = read(path);
                changedAt = now;
                LOG.atInfo().addKeyValue("keys", customers.size()).log("Read the API keys again");
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.atError()
                    .setCause(e)
                    .log("The API keys could not be read again, the old ones stay: mend API_KEYS_FILE");
        }
    }

    private static Map<SecretHash, String> read(Path path) throws IOException {
        Map<SecretHash, String> customers = new HashMap<>();
        List<String> lines = Files.readAllLines(path);
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).replaceFirst("#.*", "").strip();
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                customers.put(new SecretHash(matcher.group(1)), matcher.group(2));
            } else if (!line.isEmpty()) {
                throw new IllegalArgumentException("API_KEYS_FILE " + path + ", line " + number
                        + ": write the key's SHA-256 in lower-case hex, a blank and the customer id");
            }
        }
        return Map.copyOf(customers);
    }
}
