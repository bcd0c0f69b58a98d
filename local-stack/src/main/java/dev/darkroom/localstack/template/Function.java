package dev.darkroom.localstack.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An {@code AWS::Serverless::Function} with the template's Globals merged in.
 *
 * @param name the function's physical name; {@code <stack>-<logical id>} unless the template gives one
 * @param codeUri where the deployment package lies, relative to the template
 */
public record Function(
        String logicalId,
        String name,
        String codeUri,
        String handler,
        String runtime,
        int memoryMegabytes,
        Duration timeout,
        Map<String, String> environment,
        List<KafkaEventSource> eventSources) {

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(15);
    /** A function behind an MSK event source may run for 14 minutes at most (Lambda guide, with-msk). */
    private static final Duration LONGEST_TIMEOUT_BEHIND_KAFKA = Duration.ofMinutes(14);

    public Function {
        Limits.check("MemorySize", memoryMegabytes, 128, 10_240);
        Limits.check("Timeout", timeout.toSeconds(), 1, LONGEST_TIMEOUT.toSeconds());
        if (!eventSources.isEmpty() && timeout.compareTo(LONGEST_TIMEOUT_BEHIND_KAFKA) > 0) {
            throw new IllegalArgumentException("Timeout is " + timeout.toSeconds()
                    + " s, but a function behind an MSK event source may take 840 s at most");
        }
        environment = Map.copyOf(environment);
        eventSources = List.copyOf(eventSources);
    }
}
