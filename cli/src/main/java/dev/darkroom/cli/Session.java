package dev.darkroom.cli;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** The platform as one run of the command has it: started with a word to the terminal, stopped in order on Ctrl-C. */
final class Session implements AutoCloseable {
    /** What a shell shows for a command that Ctrl-C ended. */
    static final int EXIT_ON_SIGNAL = 130;

    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);
    private static final Duration LONGEST_EXIT = Duration.ofSeconds(30);

    private final Platform platform;
    private final PrintWriter out;
    private final StopRequest stop = new StopRequest();

    private Session(Platform platform, PrintWriter out) {
        this.platform = platform;
        this.out = out;
    }

    static Session start(StackOptions options, PrintWriter out) {
        LogDirectory.set(options.logs(home()));
        out.println("Starting Darkroom …");
        Session session = new Session(options.start(home(), lambdaCache()), out);
        Termination.onSignal(session::askToStop);
        out.printf(
                "Ready after %.1f s, in %d processes with %d MB together.%n",
                sinceStart().toMillis() / 1000.0,
                session.platform.processIds().size(),
                ResidentMemory.of(session.platform.processIds()) / 1_000_000);
        session.platform.notices().forEach(out::println);
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

    /** Returns when Ctrl-C or SIGTERM asks for the end. */
    void stay() {
        out.printf("%nCtrl-C stops it.%n");
        out.flush();
        stop.await();
    }

    /** Whoever asks a second time does not want to wait. */
    private void askToStop() {
        if (!stop.ask()) {
            Runtime.getRuntime().halt(EXIT_ON_SIGNAL);
        }
        Thread.ofPlatform().daemon().name("longest exit").start(Session::haltWhenLate);
    }

    /** Whatever a library's shutdown hook waits for: a process that was told to end ends. */
    private static void haltWhenLate() {
        try {
            Thread.sleep(LONGEST_EXIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(EXIT_ON_SIGNAL);
    }

    /**
     * Stops everything in order. What has not stopped by {@link #LONGEST_STOP} (Connect's web server, now and then) is
     * left to the end of the process: all that was accepted is on disk by then, as it is after a kill.
     */
    @Override
    public void close() {
        stop.begin();
        Thread closing = Thread.ofPlatform().daemon().name("stop").start(platform::close);
        try {
            if (!closing.join(LONGEST_STOP)) {
                LoggerFactory.getLogger(Session.class).warn("Not everything stopped in time; ending all the same");
                Darkroom.endAtOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
