package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.operations.Recipe;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What libvips holds at most while it makes the default variants of one image, in a process of its own whose heap is all
 * resident from the beginning, so that whatever it grows by is outside of it.
 *
 * @param bytes the most that was held
 * @param estimated what {@link ImageEngine#memory} reserves
 */
record HeldMemory(long bytes, long estimated, long pixels) {
    /** In a new JVM. */
    static HeldMemory of(Path image) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms384m",
                        "-Xmx384m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeldMemory.class.getName(),
                        image.toAbsolutePath().toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putIfAbsent("LAMBDA_TASK_ROOT", "../vips/target");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The image was not processed: " + output);
        }
        String[] numbers = output.substring(output.lastIndexOf('\n') + 1).split(" ", -1);
        return new HeldMemory(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }

    /** Argument: the image's file. */
    public static void main(String[] arguments) throws Exception {
        ImageEngine engine = TestingEngine.LIBVIPS.orElseThrow().engine();
        ImageBytes image = ImageBytes.of(Files.readAllBytes(Path.of(arguments[0])));
        byte[] small = TestingPhotos.encode(new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
        engine.render(ImageBytes.of(small), Recipe.DEFAULT);
        long estimated = engine.memory(image, Recipe.DEFAULT).outside();
        long pixels = ImageFile.of(image.array()).header().pixels();
        System.gc();
        // sets VmHWM to what is resident now: proc_pid_clear_refs(5)
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        long before = kilobytes("VmRSS:");
        engine.render(image, Recipe.DEFAULT);
        System.out.println(((kilobytes("VmHWM:") - before) << 10) + " " + estimated + " " + pixels);
        System.exit(0);
    }

    private static long kilobytes(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
