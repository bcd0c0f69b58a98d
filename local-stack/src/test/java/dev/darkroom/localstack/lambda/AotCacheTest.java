package dev.darkroom.localstack.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.localstack.template.Function;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AotCacheTest {
    @TempDir
    private Path work;

    @Test
    void makesTheCacheWhenTheFirstFunctionEndsAndUsesItFromThenOn() throws Exception {
        // Given
        TestingPackage.write(work.resolve("function.zip"));
        Path cache = work.resolve("lambda.aot");
        LambdaSettings settings =
                LambdaSettings.of(work, work, "127.0.0.1:1", Map.of()).withAotCache(cache);
        try (LocalLambda training = LocalLambda.start(List.of(function("First"), function("Second")), settings)) {
            training.awaitWaiting(Duration.ofSeconds(30));
        }
        assertThat(cache).exists();

        // When the JVM is told to refuse to run without the cache
        LambdaSettings strict = settings.withJvmOptions(List.of("-XX:AOTMode=on"));
        try (LocalLambda trained = LocalLambda.start(List.of(function("Third")), strict)) {
            trained.awaitWaiting(Duration.ofSeconds(30));
        }

        // Then
        assertThat(Files.readString(work.resolve("logs/Third.log"))).doesNotContain("[warning]", "[error]");
    }

    private static Function function(String logicalId) {
        return new Function(
                logicalId,
                logicalId,
                "function.zip",
                TestingPackage.HANDLER,
                "java25",
                128,
                Duration.ofSeconds(20),
                Map.of("TRACE", "/dev/null"),
                List.of());
    }
}
