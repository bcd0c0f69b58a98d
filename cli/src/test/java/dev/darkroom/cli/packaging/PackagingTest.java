package dev.darkroom.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackagingTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void everyArtifactComesFromAModuleOfThisVersion() throws IOException {
        for (Artifact artifact : Artifact.all()) {
            // When
            String pom = Files.readString(PROJECT.resolve(artifact.module()).resolve("pom.xml"));

            // Then
            assertThat(pom).contains("<version>0.1.0-SNAPSHOT</version>");
            assertThat(pom.contains("<cyclonedx.skip>false") || pom.contains("<artifactId>images</artifactId>"))
                    .as("has a bill of materials")
                    .isTrue();
        }
    }

    @Test
    void writesChecksumsThatSha256sumReads(@TempDir Path directory) throws IOException, InterruptedException {
        // Given
        Path file = Files.writeString(directory.resolve("b.zip"), "content");
        Path other = Files.writeString(directory.resolve("a.tar"), "other");

        // When
        Checksums.of(List.of(file, other)).write(directory);

        // Then
        assertThat(Files.readAllLines(directory.resolve(Checksums.FILE)))
                .extracting(line -> line.substring(64))
                .containsExactly("  a.tar", "  b.zip");
        assertThat(new ProcessBuilder("sha256sum", "--check", "--quiet", Checksums.FILE)
                        .directory(directory.toFile())
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void buildsOnALinkedRuntimeUnlessItIsGivenABase() {
        // When
        List<String> linked = MavenBuild.command(Artifact.all(), Optional.empty());
        List<String> based = MavenBuild.command(Artifact.all(), Optional.of("eclipse-temurin:25-jre"));

        // Then
        assertThat(linked).noneMatch(argument -> argument.startsWith("-Dimage."));
        assertThat(based).contains("-Dimage.base=eclipse-temurin:25-jre", "-Dimage.root=none");
    }
}
