package dev.darkroom.localstack;

import dev.darkroom.localstack.machine.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a stack is made of.
 *
 * @param project holds {@code sam-template.yaml}, {@code msk-config/} and {@code connectors/}; the functions' packages
 *     are where the template says, relative to it
 * @param state where the state is kept; empty for a temporary directory that is deleted on close
 * @param pluginPath directories that hold Connect plugins
 * @param lambdaAotCache the functions' JVMs' ahead-of-time cache, made when it is not there; empty for none
 * @param layerJars jars that come to every function's class path, as those of a Lambda layer do
 */
public record LocalStackSettings(
        Path project,
        Optional<Path> state,
        Ports ports,
        List<Path> pluginPath,
        Optional<Path> lambdaAotCache,
        List<Path> layerJars) {
    public LocalStackSettings {
        layerJars = List.copyOf(layerJars);
        pluginPath = List.copyOf(pluginPath);
    }

    /** The usual ports, state in {@code .darkroom/} of the project, the plugins the build has made and those in {@code plugins/}. */
    public static LocalStackSettings of(Path project) {
        return new LocalStackSettings(
                project,
                Optional.of(project.resolve(".darkroom")),
                Ports.usual(),
                builtPlugins(project),
                Optional.empty(),
                List.of());
    }

    /** Any free ports and no state that is kept, so that stacks can run side by side. */
    public static LocalStackSettings ephemeral(Path project) {
        return new LocalStackSettings(
                project, Optional.empty(), Ports.anyFree(), builtPlugins(project), Optional.empty(), List.of());
    }

    public LocalStackSettings withPorts(Ports other) {
        return new LocalStackSettings(project, state, other, pluginPath, lambdaAotCache, layerJars);
    }

    public LocalStackSettings withState(Path directory) {
        return new LocalStackSettings(project, Optional.of(directory), ports, pluginPath, lambdaAotCache, layerJars);
    }

    public LocalStackSettings withPluginPath(List<Path> directories) {
        return new LocalStackSettings(project, state, ports, directories, lambdaAotCache, layerJars);
    }

    public LocalStackSettings withLambdaAotCache(Path cache) {
        return new LocalStackSettings(project, state, ports, pluginPath, Optional.of(cache), layerJars);
    }

    public LocalStackSettings withLayerJars(List<Path> jars) {
        return new LocalStackSettings(project, state, ports, pluginPath, lambdaAotCache, jars);
    }

    /**
     * Checks that no other stack has the state directory, which {@link LocalStack#start} does first; for those who
     * check something of their own before, such as further ports.
     *
     * @throws dev.darkroom.localstack.machine.StateInUseException when one has
     */
    public void requireUnusedState() {
        state.ifPresent(StateDirectory::requireUnused);
    }

    private static List<Path> builtPlugins(Path project) {
        Path connectors = project.resolve("connectors");
        if (!Files.isDirectory(connectors)) {
            return List.of();
        }
        try (Stream<Path> modules = Files.list(connectors)) {
            return Stream.concat(
                            modules.map(module -> module.resolve("target/plugin"))
                                    .sorted(),
                            Stream.of(project.resolve("plugins")))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not look for Connect plugins in " + connectors, e);
        }
    }
}
