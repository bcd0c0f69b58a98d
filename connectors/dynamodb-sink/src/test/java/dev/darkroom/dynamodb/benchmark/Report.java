package dev.darkroom.dynamodb.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A table of medians, and of ratios to the bare loop that a case is to be held against. */
final class Report {
    private Report() {}

    static String of(Map<Case, List<Case.Round>> rounds, int inFlight) {
        StringBuilder table =
                new StringBuilder("%d requests in flight, %d processors; medians of %d rounds (lowest-highest)%n"
                        .formatted(
                                inFlight,
                                Runtime.getRuntime().availableProcessors(),
                                rounds.values().iterator().next().size()));
        double loopRate = 0;
        double loopCpu = 0;
        for (Map.Entry<Case, List<Case.Round>> each : rounds.entrySet()) {
            Figure rate = Figure.of(each.getValue(), Case.Round::recordsPerSecond);
            Figure cpu = Figure.of(each.getValue(), Case.Round::cpuMicrosPerRecord);
            boolean isLoop = each.getKey().name().contains("loop");
            if (isLoop) {
                loopRate = rate.median();
                loopCpu = cpu.median();
            }
            table.append(String.format(
                    Locale.ROOT,
                    "%-40s %8.0f/s (%.0f-%.0f)  %6.2f us CPU (%.2f-%.2f)%s%n",
                    each.getKey().name(),
                    rate.median(),
                    rate.lowest(),
                    rate.highest(),
                    cpu.median(),
                    cpu.lowest(),
                    cpu.highest(),
                    isLoop
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "  %3.0f %% of the loop above, at %.2f times its CPU",
                                    100 * rate.median() / loopRate,
                                    cpu.median() / loopCpu)));
        }
        return table.toString();
    }

    private record Figure(double lowest, double median, double highest) {
        static Figure of(List<Case.Round> rounds, ToDoubleFunction<Case.Round> figure) {
            double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
            return new Figure(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
        }
    }
}
