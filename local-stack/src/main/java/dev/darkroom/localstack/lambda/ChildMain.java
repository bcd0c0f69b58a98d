package dev.darkroom.localstack.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The main class of a function's JVM: AWS's runtime, and a watch on the standard input. The parent keeps the other end
 * open for as long as it lives, so its end, however sudden, ends the child too. Put alone into a jar by
 * {@link ChildJar}; uses nothing else of this module.
 */
final class ChildMain {
    /** Time for shutdown hooks and for writing an AOT cache. */
    private static final Duration EXIT_TIME = Duration.ofMinutes(1);

    private ChildMain() {}

    static void main(String[] arguments) throws Throwable {
        Thread.ofPlatform().daemon().name("parent-watch").start(ChildMain::exitWithParent);
        AWSLambda.main(arguments);
    }

    private static void exitWithParent() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("The parent's pipe broke: " + e);
        }
        Thread.ofPlatform().daemon().start(ChildMain::haltAfterAWhile);
        System.exit(0);
    }

    private static void haltAfterAWhile() {
        try {
            Thread.sleep(EXIT_TIME);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
