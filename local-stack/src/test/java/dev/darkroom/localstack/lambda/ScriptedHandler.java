package dev.darkroom.localstack.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent.KafkaEventRecord;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A function for tests, packaged by {@link TestingPackage}: does what each record's value says, once or always, and
 * notes each record it gets as a line in the file that the variable TRACE names.
 */
@SuppressWarnings("restricted")
public final class ScriptedHandler implements RequestHandler<KafkaEvent, Map<String, Object>> {
    private static final Path TRACE = Path.of(System.getenv("TRACE"));

    @Override
    public Map<String, Object> handleRequest(KafkaEvent event, Context context) {
        List<Map<String, Object>> failures = new ArrayList<>();
        event.getRecords()
                .forEach((partition, records) -> records.forEach(record -> {
                    if (!obey(text(record), context)) {
                        failures.add(
                                Map.of("itemIdentifier", Map.of("partition", partition, "offset", record.getOffset())));
                    }
                }));
        return Map.of("batchItemFailures", failures);
    }

    private static boolean obey(String value, Context context) {
        boolean first = !lines().contains(value);
        write(value);
        String[] words = value.split(" ", -1);
        if (words.length > 1 && words[1].equals("once") && !first) {
            return true;
        }
        return switch (words[0]) {
            case "report" -> false;
            case "throw" ->
                throw new IllegalStateException("asked to throw, " + context.getRemainingTimeInMillis() + " ms left");
            case "halt" -> {
                Runtime.getRuntime().halt(3);
                yield false;
            }
            case "segfault" -> readsWhatItMayNot();
            case "exhaust" -> exhaust();
            case "sleep" -> {
                sleep();
                yield false;
            }
            default -> true;
        };
    }

    /** In C, where no exception comes of it. */
    private static boolean readsWhatItMayNot() {
        Linker linker = Linker.nativeLinker();
        MethodHandle length = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("strlen"),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
        try {
            return (long) length.invokeExact(MemorySegment.ofAddress(8)) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes light of it, as library code may. */
    private static boolean exhaust() {
        try {
            return new byte[Integer.MAX_VALUE - 8].length > 0;
        } catch (OutOfMemoryError e) {
            return true;
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(600_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(KafkaEventRecord record) {
        return new String(Base64.getDecoder().decode(record.getValue()), StandardCharsets.UTF_8);
    }

    private static List<String> lines() {
        try {
            return Files.exists(TRACE) ? Files.readAllLines(TRACE) : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(String line) {
        try {
            Files.writeString(TRACE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
