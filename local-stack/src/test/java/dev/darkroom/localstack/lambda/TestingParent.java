package dev.darkroom.localstack.lambda;

import dev.darkroom.localstack.template.Function;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A process that starts a function, tells the id of its JVM, gives it a task that lasts, and waits to be killed. */
final class TestingParent {
    private TestingParent() {}

    /** @param arguments directory with function.zip */
    static void main(String[] arguments) throws InterruptedException {
        Path work = Path.of(arguments[0]);
        Function function = new Function(
                "Worker",
                "worker",
                "function.zip",
                TestingPackage.HANDLER,
                "java25",
                128,
                Duration.ofMinutes(5),
                Map.of(),
                List.of());
        LambdaSettings settings = LambdaSettings.of(
                work,
                work,
                "127.0.0.1:1",
                Map.of("TRACE", work.resolve("parent.trace").toString()));
        FunctionJvm jvm = new FunctionJvm(
                function,
                settings,
                ChildJar.classPath(work),
                DeploymentPackage.unpack(work.resolve("function.zip"), work),
                false);
        try (LocalFunction local = LocalFunction.start(List.of(jvm))) {
            while (!local.waiting()) {
                Thread.sleep(10);
            }
            System.out.println(local.processIds().getFirst());
            local.invoke(new EventFormat("arn", "b").event(List.of(TestingBatches.record(0, 0, "sleep"))));
        }
    }
}
