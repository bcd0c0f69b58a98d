package dev.darkroom.localstack.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory that one process at a time keeps its state in: locked while this object is open, and deleted when it
 * closes if it is ephemeral. The lock goes with the process, however that ends.
 */
public final class StateDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ENOUGH_MEMORY_BYTES = 1L << 30;

    private static final String LOCK = "stack.lock";
    /** Tells an ephemeral directory from one that someone wants to keep under such a name. */
    private static final String EPHEMERAL = "stack.ephemeral";
    /** What every ephemeral directory's name begins with, once it is locked. */
    private static final String NAME = "darkroom-";
    /**
     * What this process has open. Asked before a lock file is: closing any channel to a file gives up the locks that
     * the process has on it (POSIX, fcntl).
     */
    private static final Set<Path> OPEN = new HashSet<>();

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
        return open(path.toAbsolutePath().normalize());
    }

    /**
     * Fails early when {@link #at} would, for those who have other things to check first.
     *
     * @throws StateInUseException when another process, or another stack in this one, has it open
     */
    public static void requireUnused(Path path) {
        if (Files.exists(path.resolve(LOCK))) {
            at(path).close();
        }
    }

    /**
     * A new directory that is deleted on close; in memory when the machine offers a roomy file system for it. What
     * killed processes have left of theirs is deleted first.
     */
    public static StateDirectory ephemeral() {
        try {
            Path disk = Path.of(System.getProperty("java.io.tmpdir", "."));
            deleteAbandoned(MEMORY);
            deleteAbandoned(disk);
            return ephemeralIn(roomyMemory() ? MEMORY : disk);
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory for the stack's state", e);
        }
    }

    /** Takes its name when it is locked, so that nobody deletes it in between. */
    static StateDirectory ephemeralIn(Path parent) throws IOException {
        Path unlocked = Files.createTempDirectory(parent, "new-" + NAME).toAbsolutePath();
        String name = NAME + unlocked.getFileName().toString().substring(("new-" + NAME).length());
        synchronized (OPEN) {
            FileChannel channel = lock(unlocked);
            Files.createFile(unlocked.resolve(EPHEMERAL));
            Path path = Files.move(unlocked, unlocked.resolveSibling(name));
            OPEN.add(path);
            return new StateDirectory(path, true, channel);
        }
    }

    /** Deletes the ephemeral directories that nobody has locked; leaves alone what is in use or not ours. */
    static void deleteAbandoned(Path parent) {
        try (DirectoryStream<Path> candidates = Files.newDirectoryStream(parent.toAbsolutePath(), NAME + "*")) {
            for (Path candidate : candidates) {
                if (Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS)
                        && Files.exists(candidate.resolve(EPHEMERAL), LinkOption.NOFOLLOW_LINKS)) {
                    deleteIfAbandoned(candidate);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.atDebug().addKeyValue("directory", parent).setCause(e).log("Could not look for abandoned state");
        }
    }

    private static void deleteIfAbandoned(Path path) {
        synchronized (OPEN) {
            if (OPEN.contains(path)) {
                return;
            }
            try (FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                if (tryLock(channel) != null) {
                    delete(path);
                    LOG.atInfo().addKeyValue("directory", path).log("Deleted the state a killed stack left behind");
                }
            } catch (IOException | UncheckedIOException e) {
                LOG.atDebug()
                        .addKeyValue("directory", path)
                        .setCause(e)
                        .log("Could not delete an abandoned state directory");
            }
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
        synchronized (OPEN) {
            if (!lock.isOpen()) {
                return;
            }
            try (lock) {
                if (ephemeral) {
                    delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Could not leave the state directory " + path, e);
            } finally {
                OPEN.remove(path);
            }
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

    private static StateDirectory open(Path path) {
        synchronized (OPEN) {
            if (OPEN.contains(path)) {
                throw new StateInUseException(path);
            }
            try {
                Files.createDirectories(path);
                FileChannel channel = lock(path);
                Files.deleteIfExists(path.resolve(EPHEMERAL));
                OPEN.add(path);
                return new StateDirectory(path, false, channel);
            } catch (IOException e) {
                throw new UncheckedIOException("Could not open the state directory " + path, e);
            }
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new StateInUseException(path);
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Deletes lock and mark last, so that what an interruption leaves is deleted by the next stack. */
    private static void delete(Path root) throws IOException {
        List<Path> last = List.of(root.resolve(LOCK), root.resolve(EPHEMERAL), root);
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(root)) {
            deepestFirst = files.filter(file -> !last.contains(file))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
        for (Path file : last) {
            Files.deleteIfExists(file);
        }
    }
}
