package dev.darkroom.localstack.lambda;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the functions run here.
 *
 * @param codeRoot the directory each function's CodeUri is relative to (the template's)
 * @param workDirectory holds unpacked packages and one log per function; keep it to keep an AOT cache valid
 * @param environment variables that are added to a function's own and win over them; a blank value takes one away
 * @param jvmOptions further options for every function's JVM
 * @param aotCache a JVM ahead-of-time cache that is used when the file is there and made, when the first function's
 *     JVM ends, when it is not; null for none. Delete the file when a jar has changed.
 * @param layerJars jars that come to every function's class path after its own, as those of a layer's java/lib do
 * @param environmentsPerFunction how many invocations of one function can run at a time
 * @param maximumHeapMegabytes no function's heap is larger, whatever its MemorySize
 */
public record LambdaSettings(
        Path codeRoot,
        Path workDirectory,
        String bootstrapServers,
        Map<String, String> environment,
        List<String> jvmOptions,
        @Nullable Path aotCache,
        List<Path> layerJars,
        int environmentsPerFunction,
        int maximumHeapMegabytes) {

    private static final int HEAP_MEGABYTES = 384;

    public LambdaSettings {
        environment = Map.copyOf(environment);
        jvmOptions = List.copyOf(jvmOptions);
        layerJars = List.copyOf(layerJars);
        if (environmentsPerFunction < 1) {
            throw new IllegalArgumentException("environmentsPerFunction must be at least 1");
        }
    }

    /** One environment per function, heaps of at most 384 MB, no AOT cache. */
    public static LambdaSettings of(
            Path codeRoot, Path workDirectory, String bootstrapServers, Map<String, String> environment) {
        return new LambdaSettings(
                codeRoot, workDirectory, bootstrapServers, environment, List.of(), null, List.of(), 1, HEAP_MEGABYTES);
    }

    public LambdaSettings withJvmOptions(List<String> options) {
        return new LambdaSettings(
                codeRoot,
                workDirectory,
                bootstrapServers,
                environment,
                options,
                aotCache,
                layerJars,
                environmentsPerFunction,
                maximumHeapMegabytes);
    }

    public LambdaSettings withAotCache(Path cache) {
        return new LambdaSettings(
                codeRoot,
                workDirectory,
                bootstrapServers,
                environment,
                jvmOptions,
                cache,
                layerJars,
                environmentsPerFunction,
                maximumHeapMegabytes);
    }

    public LambdaSettings withLayerJars(List<Path> jars) {
        return new LambdaSettings(
                codeRoot,
                workDirectory,
                bootstrapServers,
                environment,
                jvmOptions,
                aotCache,
                jars,
                environmentsPerFunction,
                maximumHeapMegabytes);
    }

    public LambdaSettings withEnvironmentsPerFunction(int environments) {
        return new LambdaSettings(
                codeRoot,
                workDirectory,
                bootstrapServers,
                environment,
                jvmOptions,
                aotCache,
                layerJars,
                environments,
                maximumHeapMegabytes);
    }
}
