package dev.darkroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much memory processes have in use, as Linux counts it; 0 where there is no /proc. */
final class ResidentMemory {
    private static final String RESIDENT = "VmRSS:";

    private ResidentMemory() {}

    /** Resident bytes of the processes together; pages they share are counted in each. */
    static long of(List<Long> processIds) {
        return processIds.stream().mapToLong(ResidentMemory::of).sum();
    }

    private static long of(long processId) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(processId), "status")).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .map(line ->
                            line.substring(RESIDENT.length()).replace("kB", "").strip())
                    .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
