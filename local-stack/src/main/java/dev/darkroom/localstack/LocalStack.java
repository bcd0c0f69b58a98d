package dev.darkroom.localstack;

import dev.darkroom.localstack.connect.ConnectSettings;
import dev.darkroom.localstack.connect.ConnectorFile;
import dev.darkroom.localstack.connect.LocalConnect;
import dev.darkroom.localstack.dynamodb.LocalDynamoDb;
import dev.darkroom.localstack.glue.LocalGlue;
import dev.darkroom.localstack.kafka.KafkaSettings;
import dev.darkroom.localstack.kafka.LocalKafka;
import dev.darkroom.localstack.lambda.LambdaSettings;
import dev.darkroom.localstack.lambda.LocalLambda;
import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.localstack.machine.StateDirectory;
import dev.darkroom.localstack.s3.LocalS3;
import dev.darkroom.localstack.template.SamTemplate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything around the platform's own programs, in this process and on loopback addresses, set up from the files that
 * deploy it on AWS. While a stack is open, the AWS SDK's system properties ({@code aws.*}) of the process point at it,
 * so a process has one at a time.
 */
public final class LocalStack implements AutoCloseable {
    /** Something of the platform's own that runs on the stack, in the same process. */
    @FunctionalInterface
    public interface Program {
        /**
         * Starts the program and returns when it is ready.
         *
         * @param environment what it would find in its environment variables on AWS
         * @param directory for what it keeps on disk; kept with the stack's state
         */
        AutoCloseable start(Map<String, String> environment, Path directory) throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);
    private static final Duration FUNCTIONS_PATIENCE = Duration.ofSeconds(60);

    private static final String OBJECTS = "s3";
    private static final String OUR_PACKAGES = "dev.darkroom.";

    private final RunningParts parts;
    private final Ports ports;
    private final StackEnvironment environment;
    private final List<String> notices = new CopyOnWriteArrayList<>();

    private LocalStack(RunningParts parts, Ports ports, StackEnvironment environment) {
        this.parts = parts;
        this.ports = ports;
        this.environment = environment;
    }

    /**
     * Starts the stack and returns when every endpoint answers, every connector runs and every function waits.
     *
     * @throws dev.darkroom.localstack.machine.StateInUseException when another stack has the state directory
     * @throws dev.darkroom.localstack.machine.PortTakenException before anything starts, when a port is in use
     * @throws dev.darkroom.localstack.connect.ConnectorFailedException when a connector does not run
     */
    public static LocalStack start(LocalStackSettings settings) {
        return start(settings, Map.of());
    }

    /**
     * The same, with programs by their names, which start beside Connect and the functions and are closed with the
     * stack.
     */
    public static LocalStack start(LocalStackSettings settings, Map<String, Program> programs) {
        RunningParts parts = new RunningParts();
        try {
            StateDirectory state =
                    parts.add(settings.state().map(StateDirectory::at).orElseGet(StateDirectory::ephemeral));
            Ports ports = settings.ports().reserve();
            ProjectFiles project = new ProjectFiles(settings.project());
            SamTemplate template = project.template(LoopbackPort.HOST + ":" + ports.kafka());
            LocalStack stack = new LocalStack(parts, ports, new StackEnvironment(ports, template));
            parts.add(SystemProperties.set(stack.environment.awsSystemProperties()));
            stack.startParts(settings, project, template, state, programs);
            return stack;
        } catch (RuntimeException | Error e) {
            parts.close();
            throw e;
        }
    }

    /** The environment variables that a program of the platform needs to find everything here. */
    public Map<String, String> environment() {
        return environment.variables();
    }

    /** The ports in use. */
    public Ports ports() {
        return ports;
    }

    /** Where everything is, by the name people know it by, for printing. */
    public Map<String, String> addresses() {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("Kafka", environment.bootstrapServers());
        addresses.put("Connect", StackEnvironment.url(ports.connect()));
        addresses.put("S3", StackEnvironment.url(ports.s3()));
        addresses.put("DynamoDB", StackEnvironment.url(ports.dynamoDb()));
        addresses.put("Glue", StackEnvironment.url(ports.glue()));
        return addresses;
    }

    /** What did not start and need not, one sentence each. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /** Where the objects of S3 lie: a directory for each bucket, a file for each object. */
    public Path objects() {
        return parts.of(StateDirectory.class).getFirst().subdirectory(OBJECTS);
    }

    /** The operating system's ids of this process and of the functions', for measuring. */
    public List<Long> processIds() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current().pid()),
                        parts.of(LocalLambda.class).stream().flatMap(lambda -> lambda.processIds().stream()))
                .toList();
    }

    @Override
    public void close() {
        parts.close();
    }

    /** Kafka's users wait for Kafka; the rest starts beside it. */
    private void startParts(
            LocalStackSettings settings,
            ProjectFiles project,
            SamTemplate template,
            StateDirectory state,
            Map<String, Program> programs) {
        try (SideBySide starting = new SideBySide()) {
            starting.run(
                    "S3",
                    () -> parts.add(LocalS3.start(ports.s3(), state.subdirectory(OBJECTS)))
                            .createBuckets(template.buckets()));
            starting.run("Glue", () -> parts.add(LocalGlue.start(ports.glue(), state.subdirectory("glue"))));
            starting.run(
                    "DynamoDB",
                    () -> parts.add(LocalDynamoDb.start(ports.dynamoDb(), state.subdirectory("dynamodb")))
                            .createTables(template.tables()));
            starting.run(
                    "Kafka",
                    () -> parts.add(LocalKafka.start(new KafkaSettings(
                                    state.subdirectory("kafka"), ports.kafka(), project.brokerProperties())))
                            .apply(project.topics()));
        }
        try (SideBySide starting = new SideBySide()) {
            starting.run("Connect", () -> apply(connect(settings, project), project.connectors()));
            starting.run(
                    "Lambda",
                    () -> functions(settings, template, state.subdirectory("lambda"))
                            .awaitWaiting(FUNCTIONS_PATIENCE));
            programs.forEach((name, program) -> starting.run(
                    name, () -> parts.add(program.start(environment.variables(), state.subdirectory(name)))));
        }
        LOG.atInfo().addKeyValue("addresses", addresses()).log("The local stack is ready");
    }

    /** Connectors of others run where somebody has put their plugin; ours are built here, and their absence is a fault. */
    private void apply(LocalConnect connect, List<ConnectorFile> connectors) {
        List<ConnectorFile> left = connectors.stream()
                .filter(connector -> !connector.connectorClass().startsWith(OUR_PACKAGES) && !connect.canRun(connector))
                .toList();
        connect.apply(connectors.stream()
                .filter(connector -> !left.contains(connector))
                .toList());
        left.forEach(connector -> notices.add(
                "Connector %s is not started: its plugin (%s) is not in plugins/; everything else works without it"
                        .formatted(connector.name(), connector.connectorClass())));
        notices.forEach(LOG::info);
    }

    private LocalConnect connect(LocalStackSettings settings, ProjectFiles project) {
        return parts.add(LocalConnect.start(new ConnectSettings(
                environment.bootstrapServers(),
                ports.connect(),
                project.workerProperties(),
                settings.pluginPath(),
                environment.variables())));
    }

    private LocalLambda functions(LocalStackSettings settings, SamTemplate template, Path workDirectory) {
        LambdaSettings lambda = LambdaSettings.of(
                        settings.project(),
                        workDirectory,
                        environment.bootstrapServers(),
                        environment.functionVariables())
                .withLayerJars(settings.layerJars());
        return parts.add(LocalLambda.start(
                template.functions(),
                settings.lambdaAotCache().map(lambda::withAotCache).orElse(lambda)));
    }
}
