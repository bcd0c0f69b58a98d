package dev.darkroom.localstack.lambda;

import dev.darkroom.localstack.template.Function;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds the command and the environment of a function's JVM, as Lambda's java runtimes set them. */
record FunctionJvm(
        Function function,
        LambdaSettings settings,
        List<Path> runtime,
        DeploymentPackage code,
        boolean trainsAotCache) {
    private static final String REGION = "us-east-1";
    /** The share of MemorySize that Lambda's java runtimes give to the heap, about. */
    private static final double HEAP_SHARE = 0.8;

    Process start(String runtimeApi) throws IOException {
        Files.createDirectories(log().getParent());
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.directory(code.root().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(runtimeApi));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        return builder.start();
    }

    /** Where the function's standard output and error go. */
    Path log() {
        return settings.workDirectory()
                .resolve("logs")
                .resolve(function.logicalId() + ".log")
                .toAbsolutePath();
    }

    static String arnOf(Function function) {
        return "arn:aws:lambda:" + REGION + ":000000000000:function:" + function.name();
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMegabytes() + "m");
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        // a JVM that went on might have lost any of its threads, such as a Kafka producer's sender
        command.add("-XX:+ExitOnOutOfMemoryError");
        // what native code crashed on stays with the log; the pid tells one crash from the next
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-XX:ErrorFile=" + log().resolveSibling("hs_err_" + function.logicalId() + "_%p.log"));
        command.addAll(aotOptions());
        command.addAll(settings.jvmOptions());
        command.addAll(List.of("-cp", classPath(), ChildMain.class.getName(), function.handler()));
        return command;
    }

    Map<String, String> environment(String runtimeApi) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.put("LANG", "en_US.UTF-8");
        variables.put("TZ", ":UTC");
        variables.put("AWS_REGION", REGION);
        variables.put("AWS_DEFAULT_REGION", REGION);
        variables.putAll(function.environment());
        settings.environment().forEach((name, value) -> {
            if (value.isBlank()) {
                variables.remove(name);
            } else {
                variables.put(name, value);
            }
        });
        variables.put("_HANDLER", function.handler());
        variables.put("LAMBDA_TASK_ROOT", code.root().toString());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memoryMegabytes()));
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", function.logicalId());
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        return variables;
    }

    private int heapMegabytes() {
        return (int) Math.min(function.memoryMegabytes() * HEAP_SHARE, settings.maximumHeapMegabytes());
    }

    private List<String> aotOptions() {
        @Nullable Path cache = settings.aotCache();
        if (cache == null) {
            return List.of();
        }
        if (Files.exists(cache)) {
            return List.of("-XX:AOTCache=" + cache.toAbsolutePath());
        }
        return trainsAotCache ? List.of("-XX:AOTCacheOutput=" + cache.toAbsolutePath()) : List.of();
    }

    private String classPath() {
        List<Path> jars = new ArrayList<>(runtime);
        jars.addAll(code.classPath());
        settings.layerJars().forEach(jar -> jars.add(jar.toAbsolutePath()));
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
