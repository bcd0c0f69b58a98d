package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.operations.Recipe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * CPU milliseconds an image, from bytes to the two default variants as bytes: this engine, sharp (a pipeline for each
 * variant, and decoding once), vipsthumbnail, the Java engine and djpeg's bare decoding, in turns, file by file, pass
 * after pass, so that whatever else the machine does meets all of them. The least of all passes counts. Then all at once
 * on all cores. {@code mvn -pl image-processor/web-variants test-compile exec:exec
 * -Dbenchmark=dev.darkroom.webvariants.EngineBenchmark}, after {@code npm ci} in {@code benchmark/}; the environment
 * variable DARKROOM_CORPUS adds a directory of photos, DARKROOM_PASSES changes their number.
 */
final class EngineBenchmark {
    private static final int PASSES = Integer.parseInt(System.getenv().getOrDefault("DARKROOM_PASSES", "7"));
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final List<String> BUNDLED = List.of(
            "budgerigar-baseline.jpg",
            "nuthatch-baseline-20mp.jpg",
            "mountains-exif-orientation-6.jpg",
            "dandelions-progressive-16mp.jpg",
            "wine-progressive-10mp.jpg",
            "fig-display-p3.jpg",
            "paintbrushes.webp",
            "tulips-alpha.png");

    private static final String SETTINGS = "libvips with one thread and no cache; Lanczos 3; JPEG quality 80, 4:2:0,"
            + " Huffman tables optimised, baseline, no trellis; PNG compression 6 without filters; no metadata";

    private static final MethodHandle CLOCK = clock();

    private final Map<String, Map<String, Double>> least = new LinkedHashMap<>();

    private EngineBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new EngineBenchmark().run();
    }

    private record Photo(Path path, ImageBytes bytes, String format) {}

    private void run() throws IOException, InterruptedException {
        ImageEngine vips = VipsEngine.load(library());
        ImageEngine java = new JavaEngine();
        List<Photo> photos = new ArrayList<>();
        for (Path file : files()) {
            ImageBytes bytes = ImageBytes.of(Files.readAllBytes(file));
            photos.add(new Photo(file.toAbsolutePath(), bytes, format(vips, bytes)));
        }
        try (Sharp sharp = Sharp.start()) {
            for (int pass = 0; pass < PASSES; pass++) {
                for (Photo photo : photos) {
                    measure(photo, vips, java, sharp, pass);
                }
            }
            print();
            allCores(photos, vips, sharp);
        }
    }

    private static Path library() {
        return VipsFile.find()
                .or(() ->
                        VipsFile.find("", Map.of("LAMBDA_TASK_ROOT", "../vips/target"), System.getProperty("os.arch")))
                .orElseThrow(
                        () -> new IllegalStateException("There is no libvips: build image-processor/vips with npm"));
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        BUNDLED.forEach(name -> files.add(TestingPhotos.DIRECTORY.resolve(name)));
        String more = System.getenv().getOrDefault("DARKROOM_CORPUS", "");
        if (!more.isBlank()) {
            try (Stream<Path> walked = Files.list(Path.of(more))) {
                walked.sorted().forEach(files::add);
            }
        }
        return files;
    }

    private static String format(ImageEngine engine, ImageBytes bytes) {
        Rendition first = render(engine, bytes).getFirst();
        return first.contentType().substring("image/".length());
    }

    private static List<Rendition> render(ImageEngine engine, ImageBytes bytes) {
        try {
            return engine.render(bytes, Recipe.DEFAULT);
        } catch (Exception e) {
            throw new IllegalStateException("A benchmark's photo must be good", e);
        }
    }

    private void measure(Photo photo, ImageEngine vips, ImageEngine java, Sharp sharp, int pass)
            throws IOException, InterruptedException {
        String name = String.valueOf(photo.path().getFileName());
        for (int run = 0; run < 2; run++) {
            note(name, "darkroom", ours(vips, photo.bytes()));
            note(name, "sharp", sharp.cpuMillis("pipelines", List.of(photo), 1));
            note(name, "sharp once", sharp.cpuMillis("once", List.of(photo), 1));
        }
        if (pass < 2) {
            note(name, "java", ours(java, photo.bytes()));
        }
        if (pass < 3) {
            note(
                    name,
                    "vipsthumbnail",
                    command(
                            "for s in 1600 256; do vipsthumbnail '" + photo.path()
                                    + "' --size ${s}x${s} -o /tmp/darkroom-benchmark-%s.jpg[Q=80,strip]; done; rm -f /tmp/darkroom-benchmark-*"));
            if (name.endsWith(".jpg")) {
                note(name, "djpeg", command("djpeg -scale 1/2 '" + photo.path() + "' >/dev/null"));
            }
        }
    }

    private void note(String photo, String what, double millis) {
        least.computeIfAbsent(photo, name -> new TreeMap<>()).merge(what, millis, Math::min);
    }

    private static double ours(ImageEngine engine, ImageBytes bytes) {
        double before = cpuMillis();
        render(engine, bytes);
        return cpuMillis() - before;
    }

    /** This process's, by clock_gettime(CLOCK_PROCESS_CPUTIME_ID): the JVM's own figure comes in steps of 10 ms. */
    @SuppressWarnings("restricted")
    private static double cpuMillis() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
            int status = (int) CLOCK.invokeExact(2, time);
            if (status != 0) {
                throw new IllegalStateException("There is no such clock");
            }
            return time.getAtIndex(ValueLayout.JAVA_LONG, 0) * 1e3 + time.getAtIndex(ValueLayout.JAVA_LONG, 1) / 1e6;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle clock() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("clock_gettime"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    /** User and system time of a command and what it starts; its own start included. NaN when it is missing or fails. */
    private static double command(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "bash", "-c", "set -e; TIMEFORMAT='%U %S'; time { " + script + "; } 2>/dev/null")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0 || output.isEmpty()) {
            return Double.NaN;
        }
        String[] seconds = output.substring(output.lastIndexOf('\n') + 1).split(" ", -1);
        return 1000 * (Double.parseDouble(seconds[0]) + Double.parseDouble(seconds[1]));
    }

    private void print() {
        String[] columns = {"darkroom", "sharp", "sharp once", "vipsthumbnail", "java", "djpeg"};
        System.out.printf(
                "%nCPU ms an image, least of %d passes (djpeg: decoding at half size only)%n%-36s", PASSES, "");
        for (String column : columns) {
            System.out.printf("%14s", column);
        }
        System.out.printf("%10s%10s%n", "/sharp", "/once");
        least.forEach((name, millis) -> {
            System.out.printf("%-36s", name);
            for (String column : columns) {
                System.out.printf("%14.1f", millis.getOrDefault(column, Double.NaN));
            }
            System.out.printf("%10.2f%10.2f%n", ratio(millis, "sharp"), ratio(millis, "sharp once"));
        });
        System.out.println("settings of both: " + SETTINGS);
        printMean("bundled photos", BUNDLED::contains);
        printMean("photos of DARKROOM_CORPUS", name -> !BUNDLED.contains(name));
        printMean("all", name -> true);
    }

    private void printMean(String what, Predicate<String> which) {
        System.out.printf(
                "geometric mean, %s: %.2f of sharp's pipelines, %.2f of sharp decoding once%n",
                what, mean("sharp", which), mean("sharp once", which));
    }

    private static double ratio(Map<String, Double> millis, String to) {
        return millis.getOrDefault("darkroom", Double.NaN) / millis.getOrDefault(to, Double.NaN);
    }

    private double mean(String to, Predicate<String> which) {
        return Math.exp(least.entrySet().stream()
                .filter(photo -> which.test(photo.getKey()))
                .mapToDouble(photo -> Math.log(ratio(photo.getValue(), to)))
                .average()
                .orElse(Double.NaN));
    }

    private static void allCores(List<Photo> photos, ImageEngine vips, Sharp sharp)
            throws IOException, InterruptedException {
        List<Photo> many =
                Stream.of(photos, photos, photos, photos).flatMap(List::stream).toList();
        System.out.printf("%n%d images on %d cores%n", many.size(), CORES);
        for (int round = 0; round < 2; round++) {
            report("darkroom", many.size(), oursOnAllCores(vips, many));
            report("sharp", many.size(), sharp.spent("pipelines", many, CORES));
            report("sharp once", many.size(), sharp.spent("once", many, CORES));
        }
    }

    private static void report(String what, int images, double[] spent) {
        System.out.printf(
                "%-12s %6.1f images/s by the clock (%.2f cores had), %6.1f images/s and core by CPU time%n",
                what, images * 1000 / spent[1], spent[0] / spent[1], images * 1000 / spent[0]);
    }

    private static double[] oursOnAllCores(ImageEngine vips, List<Photo> photos) throws InterruptedException {
        double cpu = cpuMillis();
        long begun = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CORES; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int at = next.getAndIncrement(); at < photos.size(); at = next.getAndIncrement()) {
                    render(vips, photos.get(at).bytes());
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return new double[] {cpuMillis() - cpu, (System.nanoTime() - begun) / 1e6};
    }

    /** A Node.js process with sharp. */
    private record Sharp(Process process, PrintWriter questions, BufferedReader answers) implements AutoCloseable {
        static Sharp start() throws IOException {
            Process process = new ProcessBuilder("node", "sharp.js")
                    .directory(Path.of("benchmark").toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Sharp(
                    process,
                    new PrintWriter(process.outputWriter(), true),
                    process.inputReader(StandardCharsets.UTF_8));
        }

        double cpuMillis(String way, List<Photo> photos, int threads) throws IOException {
            return spent(way, photos, threads)[0];
        }

        double[] spent(String way, List<Photo> photos, int threads) throws IOException {
            List<String> files = photos.stream()
                    .map(photo -> "{\"path\":\"" + photo.path() + "\",\"format\":\"" + photo.format() + "\"}")
                    .toList();
            questions.println("{\"way\":\"" + way + "\",\"threads\":" + threads + ",\"files\":["
                    + String.join(",", files) + "]}");
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException("sharp is not there: run npm ci in image-processor/web-variants/benchmark");
            }
            String[] spent = answer.split(" ", -1);
            return new double[] {Double.parseDouble(spent[0]), Double.parseDouble(spent[1])};
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
