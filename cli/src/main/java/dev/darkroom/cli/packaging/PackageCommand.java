package dev.darkroom.cli.packaging;

import dev.darkroom.cli.console.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Builds what is deployed. */
@Command(
        name = "package",
        mixinStandardHelpOptions = true,
        description = {
            "Build what is deployed: the Lambda function's zip, Connect plugins, container images as tar files;",
            "with their checksums, and a bill of materials (CycloneDX) for each."
        })
public final class PackageCommand implements Callable<Integer> {
    @Option(names = "--out", paramLabel = "DIR", description = "Where they go (default: dist beside the command).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--base",
            paramLabel = "IMAGE",
            description = {
                "An image with a JRE 25 at /opt/java/openjdk that ours are put on, such as eclipse-temurin:25-jre",
                "or tar:///FILE (default: a runtime linked from this JDK, with this machine's C library)."
            })
    private Optional<String> base = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("darkroom.home", "."))
                .toAbsolutePath()
                .normalize();
        Path directory = out.orElse(home.resolve("dist"));
        new MavenBuild(home, home.resolve("cli/target/package.log")).run(Artifact.all(), base);
        Files.createDirectories(directory);
        List<Path> files = collect(home, directory);
        Checksums sums = Checksums.of(files);
        sums.write(directory);
        print(directory, sums);
        return 0;
    }

    private static List<Path> collect(Path home, Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Artifact artifact : Artifact.all()) {
            Path target = home.resolve(artifact.module()).resolve("target");
            files.add(copy(target.resolve(artifact.file()), directory.resolve(artifact.name())));
            files.add(copy(target.resolve("bom.json"), directory.resolve(artifact.billName())));
        }
        return files;
    }

    private static Path copy(Path from, Path to) throws IOException {
        return Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private void print(Path directory, Checksums sums) throws IOException {
        PrintWriter terminal = spec.commandLine().getOut();
        TextTable table = new TextTable("artifact", "MB", "SHA-256");
        for (Artifact artifact : Artifact.all()) {
            double megabytes = Files.size(directory.resolve(artifact.name())) / 1e6;
            table.add(List.of(
                    artifact.name(), "%.1f".formatted(megabytes), sums.byName().getOrDefault(artifact.name(), "")));
        }
        table.print(terminal);
        terminal.printf("%nin %s, with a bill of materials (.cdx.json) for each and %s%n", directory, Checksums.FILE);
        terminal.flush();
    }
}
