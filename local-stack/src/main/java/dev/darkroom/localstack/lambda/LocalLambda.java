package dev.darkroom.localstack.lambda;

import dev.darkroom.localstack.template.Function;
import dev.darkroom.localstack.template.KafkaEventSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions and their MSK event sources. Environments are started at once rather than with the first event, and
 * stay until {@link #close}.
 */
public final class LocalLambda implements AutoCloseable {
    private final Map<Function, LocalFunction> functions = new LinkedHashMap<>();
    private final List<EventSource> sources = new ArrayList<>();
    private final LambdaSettings settings;
    private final FailureProducer failures;

    private LocalLambda(LambdaSettings settings) {
        this.settings = settings;
        this.failures = FailureProducer.connectingTo(settings.bootstrapServers());
    }

    /**
     * Starts the functions' environments and event sources; does not wait for them.
     *
     * @throws IllegalArgumentException when a deployment package is missing
     */
    public static LocalLambda start(List<Function> functions, LambdaSettings settings) {
        LocalLambda lambda = new LocalLambda(settings);
        List<Path> runtime = ChildJar.classPath(settings.workDirectory());
        List<DeploymentPackage> packages = functions.stream()
                .map(function -> DeploymentPackage.unpack(
                        settings.codeRoot().resolve(function.codeUri()), settings.workDirectory()))
                .toList();
        DeploymentPackage.removeOthers(packages, settings.workDirectory());
        for (int i = 0; i < functions.size(); i++) {
            Function function = functions.get(i);
            lambda.functions.put(function, LocalFunction.start(lambda.jvms(function, runtime, packages.get(i))));
        }
        lambda.functions.forEach((function, local) ->
                function.eventSources().forEach(source -> lambda.sources.add(lambda.connect(function, local, source))));
        return lambda;
    }

    /**
     * Returns when every function has an environment that waits for an event.
     *
     * @throws IllegalStateException when one has none after this time
     */
    public void awaitWaiting(Duration patience) throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        for (Map.Entry<Function, LocalFunction> function : functions.entrySet()) {
            while (!function.getValue().waiting()) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException(
                            "Function " + function.getKey().logicalId()
                                    + " does not wait for events after " + patience.toSeconds() + " s: see "
                                    + settings.workDirectory().resolve("logs"));
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
    }

    /** The operating system's ids of the functions' JVMs, for measuring and for tests that end them. */
    public List<Long> processIds() {
        return functions.values().stream()
                .flatMap(function -> function.processIds().stream())
                .filter(processId -> processId > 0)
                .toList();
    }

    /** Stops reading first, then lets the JVMs end. */
    @Override
    public void close() {
        sources.parallelStream().forEach(EventSource::close);
        functions.values().parallelStream().forEach(LocalFunction::close);
        failures.close();
    }

    private List<FunctionJvm> jvms(Function function, List<Path> runtime, DeploymentPackage code) {
        @Nullable Path cache = settings.aotCache();
        boolean first = functions.isEmpty();
        return IntStream.range(0, settings.environmentsPerFunction())
                .mapToObj(index -> new FunctionJvm(
                        function,
                        settings,
                        runtime,
                        code,
                        first && index == 0 && cache != null && !cache.toFile().exists()))
                .toList();
    }

    private EventSource connect(Function function, LocalFunction local, KafkaEventSource source) {
        BatchDelivery delivery = new BatchDelivery(
                source,
                new EventFormat(source.clusterArn(), settings.bootstrapServers()),
                local,
                destination(function, source),
                Clock.systemUTC(),
                Backoff::pause);
        return EventSource.start(
                source,
                new PollerConsumers(source, settings.bootstrapServers()),
                delivery,
                settings.environmentsPerFunction());
    }

    private FailureDestination destination(Function function, KafkaEventSource source) {
        @Nullable String topic = source.onFailureTopic();
        if (topic == null) {
            return new LoggedFailures();
        }
        return new FailureTopic(topic, FunctionJvm.arnOf(function), failures, Clock.systemUTC(), Backoff::pause);
    }
}
