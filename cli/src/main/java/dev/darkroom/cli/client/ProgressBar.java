package dev.darkroom.cli.client;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** How much is done of how much, on one line that is written over; on no terminal, nothing but what is said. */
final class ProgressBar {
    private static final int WIDTH = 30;
    private static final long INTERVAL_NANOS = 100_000_000;

    private final PrintWriter out;
    private final boolean terminal;
    private final long allBytes;
    private final int allFiles;
    private final long begun = System.nanoTime();
    private long bytes;
    private int files;
    private long drawnAt;

    ProgressBar(PrintWriter out, boolean terminal, long allBytes, int allFiles) {
        this.out = out;
        this.terminal = terminal;
        this.allBytes = allBytes;
        this.allFiles = allFiles;
    }

    static boolean onTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    synchronized void sent(long count) {
        bytes += count;
        if (System.nanoTime() - drawnAt > INTERVAL_NANOS) {
            draw();
        }
    }

    /** Says something about a file that is done, above the bar. */
    synchronized void done(String line) {
        files++;
        out.print(terminal ? "\r\u001b[K" : "");
        out.println(line);
        draw();
    }

    private void draw() {
        drawnAt = System.nanoTime();
        if (terminal) {
            out.print("\r\u001b[K" + line());
        }
        out.flush();
    }

    /** A file sent again counts again, so the bar may be full before the last is done, and is never more than full. */
    String line() {
        double share = allBytes == 0 ? 1 : Math.min(1, (double) bytes / allBytes);
        int full = (int) (share * WIDTH);
        double seconds = Math.max(0.001, (System.nanoTime() - begun) / 1e9);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3.0f %%  %d/%d files  %.1f MB/s",
                "#".repeat(full),
                ".".repeat(WIDTH - full),
                100 * share,
                files,
                allFiles,
                bytes / 1e6 / seconds);
    }

    synchronized void end() {
        if (terminal) {
            out.println();
        }
        out.flush();
    }
}
