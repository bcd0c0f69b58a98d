package dev.darkroom.cli;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The platform as one run of the command has it: started with a word to the terminal, stopped in order on Ctrl-C. */
final class Session {
    private final Platform platform;
    private final PrintWriter out;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Session(Platform platform, PrintWriter out) {
        this.platform = platform;
        this.out = out;
    }

    static Session start(StackOptions options, PrintWriter out) {
        LogDirectory.set(options.logs(home()));
        out.println("Starting Darkroom …");
        Session session = new Session(options.start(home(), lambdaCache()), out);
        Runtime.getRuntime().addShutdownHook(new Thread(session::stop, "stop"));
        out.printf(
                "Ready after %.1f s, in %d processes with %d MB together.%n",
                sinceStart().toMillis() / 1000.0,
                session.platform.processIds().size(),
                ResidentMemory.of(session.platform.processIds()) / 1_000_000);
        return session;
    }

    /** The directory of the command; the script says which. */
    static Path home() {
        return Path.of(System.getProperty("darkroom.home", "."))
                .toAbsolutePath()
                .normalize();
    }

    Platform platform() {
        return platform;
    }

    void printAddresses() {
        out.println();
        platform.addresses().forEach((name, address) -> out.printf("  %-17s %s%n", name, address));
        out.printf("%n  S3's objects lie below %s, the log is %s%n", platform.objects(), LogDirectory.file());
        out.flush();
    }

    void printFirstSteps() {
        out.printf("""

                Send an image, and see what becomes of it:
                  curl -H 'X-Customer-Id: acme' --data-binary @%s '%s/v1/images?name=puppies.gif'
                  curl -N -H 'X-Customer-Id: acme' %s/v1/stream
                """, home().resolve("photos/puppies.gif"), platform.collection(), platform.streaming());
        out.flush();
    }

    void stayUntilStopped() throws InterruptedException {
        out.printf("%nCtrl-C stops it.%n");
        out.flush();
        stopped.await();
    }

    /** Stops everything, once; safe to call from the shutdown hook too. */
    synchronized void stop() {
        if (stopped.getCount() > 0) {
            platform.close();
            stopped.countDown();
        }
    }

    private static Optional<Path> lambdaCache() {
        return Optional.ofNullable(System.getProperty("darkroom.lambda.cache")).map(Path::of);
    }

    /** Since this JVM began; what the script did before does not count. */
    private static Duration sinceStart() {
        return Duration.ofMillis(System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime());
    }
}
