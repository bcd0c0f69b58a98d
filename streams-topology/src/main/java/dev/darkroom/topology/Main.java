package dev.darkroom.topology;

/** Runs one instance until it is told to stop; exit code 1 when it gave up by itself. */
final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        StreamsTopology topology = StreamsTopology.start(System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(topology::close, "close-topology"));
        if (!topology.awaitStopped()) {
            System.exit(1);
        }
    }
}
