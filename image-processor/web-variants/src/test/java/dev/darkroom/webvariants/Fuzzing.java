package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A process that gives an engine mutated photos, one after the other, until its time is over, and for longer where a busy
 * machine has not let it give as many as it has to. It says which before each, so that the last line names the one that
 * crashed it.
 */
final class Fuzzing {
    private static final List<String> SMALL_ENOUGH = List.of(
            "puppies.gif",
            "cove-greyscale.png",
            "tulips-alpha.png",
            "paintbrushes.webp",
            "mountains-exif-orientation-6.jpg",
            "fig-display-p3.jpg");

    private static final List<String> FORMATS = List.of("avif", "webp", "gif", "png");

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final TestingEngine engine;
    private final Random random;
    private final List<byte[]> seeds;

    private Fuzzing(TestingEngine engine, long seed, List<byte[]> seeds) {
        this.engine = engine;
        this.random = new Random(seed);
        this.seeds = seeds;
    }

    /** Arguments: Java or libvips, the seed, seconds, and rounds at least. */
    public static void main(String[] arguments) throws Exception {
        TestingEngine engine = TestingEngine.present()
                .filter(it -> it.toString().equals(arguments[0]))
                .findFirst()
                .orElseThrow();
        long seed = Long.parseLong(arguments[1]);
        List<byte[]> seeds = new java.util.ArrayList<>();
        SMALL_ENOUGH.forEach(name -> seeds.add(TestingPhotos.photo(name)));
        if (engine != TestingEngine.JAVA) {
            seeds.add(TestingPhotos.photo("wine-progressive-10mp.jpg"));
            for (String format : FORMATS) {
                seeds.add(engine.encoded(
                                TestingPhotos.photo("puppies.gif"),
                                "[{'name':'it','operations':[{'resize':{'width':100}}],'format':{'type':'" + format
                                        + "'}}]",
                                "it")
                        .content()
                        .array());
            }
        }
        new Fuzzing(engine, seed, seeds)
                .run(Duration.ofSeconds(Long.parseLong(arguments[2])), Integer.parseInt(arguments[3]));
    }

    private void run(Duration time, int leastRounds) throws Exception {
        Instant end = Instant.now().plus(time);
        try (ExecutorService thread =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory())) {
            int rounds = 0;
            for (; rounds < leastRounds || Instant.now().isBefore(end); rounds++) {
                int index = random.nextInt(seeds.size());
                byte[] mutant = mutate(seeds.get(index));
                System.out.println("round " + rounds + ", seed file " + index);
                Outcome outcome =
                        thread.submit(() -> engine.process(mutant)).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
                if (outcome == null) {
                    throw new AssertionError("no outcome");
                }
            }
            System.out.println("done " + rounds + " rounds, " + residentMegabytes() + " MB");
        }
        System.exit(0);
    }

    /** Mostly in the header, where most can go wrong; cut, changed, doubled or zeroed. */
    private byte[] mutate(byte[] photo) {
        byte[] mutant = random.nextInt(4) == 0 ? Arrays.copyOf(photo, random.nextInt(photo.length)) : photo.clone();
        int reach = random.nextBoolean() ? Math.min(mutant.length, 1024) : mutant.length;
        for (int i = random.nextInt(8); i > 0 && reach > 0; i--) {
            int at = random.nextInt(reach);
            int length = Math.min(random.nextInt(1, 32), mutant.length - at);
            switch (random.nextInt(4)) {
                case 0 -> Arrays.fill(mutant, at, at + length, (byte) (random.nextBoolean() ? 0 : -1));
                case 1 -> System.arraycopy(mutant, random.nextInt(mutant.length - length + 1), mutant, at, length);
                default -> mutant[at] = (byte) random.nextInt();
            }
        }
        return mutant;
    }

    /** The most this process has ever held, by Linux's account. */
    private static long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
