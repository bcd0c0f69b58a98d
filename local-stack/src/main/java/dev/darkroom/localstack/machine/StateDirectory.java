package dev.darkroom.localstack.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory that one process at a time keeps its state in: locked while this object is open, and deleted when it
 * closes if it is ephemeral. The lock goes with the process, however that ends.
 */
public final class StateDirectory implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ENOUGH_MEMORY_BYTES = 1L << 30;

    private final Path path;
    private final boolean ephemeral;
    private final FileChannel lock;

    private StateDirectory(Path path, boolean ephemeral, FileChannel lock) {
        this.path = path;
        this.ephemeral = ephemeral;
        this.lock = lock;
    }

    /**
     * Opens a directory that is kept, creating it when needed.
     *
     * @throws StateInUseException when another process, or another stack in this one, has it open
     */
    public static StateDirectory at(Path path) {
        return open(path.toAbsolutePath().normalize(), false);
    }

    /** A new directory that is deleted on close; in memory when the machine offers a roomy file system for it. */
    public static StateDirectory ephemeral() {
        try {
            Path parent = roomyMemory() ? MEMORY : Path.of(System.getProperty("java.io.tmpdir", "."));
            return open(Files.createTempDirectory(parent, "darkroom-"), true);
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory for the stack's state", e);
        }
    }

    public Path path() {
        return path;
    }

    /** A directory below this one, created when needed. */
    public Path subdirectory(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not create " + path.resolve(name), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
            if (ephemeral) {
                delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not leave the state directory " + path, e);
        }
    }

    private static boolean roomyMemory() throws IOException {
        if (!Files.isWritable(MEMORY)) {
            return false;
        }
        FileStore store = Files.getFileStore(MEMORY);
        // objects keep their type and checksum in extended attributes, which tmpfs has since Linux 6.6
        return store.supportsFileAttributeView(UserDefinedFileAttributeView.class)
                && store.getUsableSpace() > ENOUGH_MEMORY_BYTES;
    }

    private static StateDirectory open(Path path, boolean ephemeral) {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("stack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StateInUseException(path);
            }
            return new StateDirectory(path, ephemeral, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not open the state directory " + path, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void delete(Path root) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(root)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
