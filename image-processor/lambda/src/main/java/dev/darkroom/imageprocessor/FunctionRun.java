package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.ImageFunction;
import dev.darkroom.imagefunction.ImageSource;
import dev.darkroom.imagefunction.Rendition;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs one image function on one file, as the handler would, but without Lambda, Kafka and S3: what {@code ./darkroom
 * run-function} starts. Renditions are put into a directory. Ends with 0 when there are any, with 1 when the function
 * refused the image or failed, and with 2 when there is no such function or file.
 */
final class FunctionRun {
    private final Functions functions;
    private final PrintStream output;

    FunctionRun(Functions functions, PrintStream output) {
        this.functions = functions;
        this.output = output;
    }

    /** Arguments: function, file, directory for renditions, and operations if there are any. */
    static void main(String[] arguments) throws IOException {
        @Nullable String operations = arguments.length > 3 ? arguments[3] : null;
        int status = new FunctionRun(Functions.load(), System.out)
                .run(arguments[0], Path.of(arguments[1]), Path.of(arguments[2]), operations);
        System.exit(status);
    }

    int run(String name, Path file, Path directory, @Nullable String operations) throws IOException {
        Optional<ImageFunction> function = functions.named(name);
        if (function.isEmpty()) {
            output.println("No image function is named '" + name + "'; there are " + functions.names() + ".");
            return 2;
        }
        if (!Files.isRegularFile(file)) {
            output.println("There is no file " + file + ".");
            return 2;
        }
        ImageBytes bytes = ImageBytes.of(Files.readAllBytes(file));
        ImageSource source = new ImageSource(facts(file, bytes), bytes, operations);
        return run(new GuardedFunction(function.get()), source, directory);
    }

    private int run(GuardedFunction function, ImageSource source, Path directory) throws IOException {
        try {
            Memory memory = function.memory(source);
            long begun = System.nanoTime();
            List<Rendition> renditions = function.apply(source);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            Files.createDirectories(directory);
            for (Rendition rendition : renditions) {
                write(rendition, directory);
            }
            output.printf(
                    "%d ms with a cold start; at most %d MB of heap and %d MB of other memory reserved%n",
                    took.toMillis(), memory.heap() >> 20, memory.outside() >> 20);
            return 0;
        } catch (FailedImageException e) {
            output.println(e.reason() + ": " + e.detail());
            return 1;
        }
    }

    private void write(Rendition rendition, Path directory) throws IOException {
        String key = VariantKey.of("customer", "image", rendition);
        Path file = directory.resolve(key.substring(key.lastIndexOf('/') + 1));
        Files.write(file, rendition.content().array());
        output.printf(
                "%-16s %-10s %5dx%-5d %,9d bytes  %s%n",
                rendition.name(),
                rendition.contentType(),
                rendition.width(),
                rendition.height(),
                rendition.content().size(),
                file);
    }

    /** What intake would have read from the header; 1x1 of a type that Java cannot tell the size of. */
    private static ImageFacts facts(Path file, ImageBytes bytes) throws IOException {
        @Nullable String type = URLConnection.guessContentTypeFromStream(bytes.open());
        int width = 1;
        int height = 1;
        try (ImageInputStream stream = ImageIO.createImageInputStream(bytes.open())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (readers.hasNext()) {
                ImageReader reader = readers.next();
                reader.setInput(stream, true, true);
                width = reader.getWidth(0);
                height = reader.getHeight(0);
                type = reader.getOriginatingProvider().getMIMETypes()[0];
            }
        } catch (IOException | RuntimeException e) {
            // the function is to say what is wrong with it
        }
        return new ImageFacts(
                type == null ? "application/octet-stream" : type,
                bytes.size(),
                width,
                height,
                "local",
                String.valueOf(file.getFileName()));
    }
}
