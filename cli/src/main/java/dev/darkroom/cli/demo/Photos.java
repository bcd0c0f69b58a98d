package dev.darkroom.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The images of a folder, shared out among three customers so that there is something to count. */
public record Photos(Path folder, List<Photo> photos) {
    private static final Set<String> EXTENSIONS =
            Set.of("jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff", "avif", "heic");
    private static final List<String> CUSTOMERS = List.of("acme", "globex", "initech");

    public Photos {
        photos = List.copyOf(photos);
    }

    /**
     * The images in {@code folder} and its subfolders, in the order of their paths.
     *
     * @throws IllegalArgumentException when there is no such folder, or no image in it
     */
    public static Photos in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is not a folder; name one that holds images");
        }
        List<Path> files;
        try (Stream<Path> tree = Files.walk(folder)) {
            files = tree.filter(Files::isRegularFile)
                    .filter(Photos::looksLikeAnImage)
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("No image in " + folder + "; it takes files ending in "
                    + EXTENSIONS.stream().sorted().toList());
        }
        return new Photos(
                folder,
                IntStream.range(0, files.size())
                        .mapToObj(i -> new Photo(files.get(i), CUSTOMERS.get(i % CUSTOMERS.size())))
                        .toList());
    }

    private static boolean looksLikeAnImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot > 0 && !name.startsWith(".") && EXTENSIONS.contains(name.substring(dot + 1));
    }
}
