package dev.darkroom.dynamodb.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** One way to write, run for a number of records. */
abstract class Case {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final String name;

    Case(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Writes some records; returns how many. */
    abstract int write() throws Exception;

    /** When it will not be run any more. */
    void end() {
        // Nothing that has to be ended, unless a case says so.
    }

    final Round run() throws Exception {
        long from = System.nanoTime();
        long cpuFrom = SYSTEM.getProcessCpuTime();
        int records = write();
        double seconds = (System.nanoTime() - from) / 1e9;
        double cpuMicros = (SYSTEM.getProcessCpuTime() - cpuFrom) / 1e3;
        return new Round(records / seconds, cpuMicros / records);
    }

    /**
     * What one run came to.
     *
     * @param recordsPerSecond by the wall clock
     * @param cpuMicrosPerRecord of all of this process's threads, the endpoint's not among them
     */
    record Round(double recordsPerSecond, double cpuMicrosPerRecord) {}
}
