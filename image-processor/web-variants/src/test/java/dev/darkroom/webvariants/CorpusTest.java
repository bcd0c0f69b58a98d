package dev.darkroom.webvariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.imagefunction.Outcome;
import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.imagefunction.Renditions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real files: the bundled photos, and every file below the directory that the environment variable DARKROOM_CORPUS names.
 * Each becomes images that look right, or a refusal. Right is what the Java engine makes of it, with decoders, colour
 * management and a filter that share no code with libvips; what only libvips reads has to be an image at least.
 */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("dev.darkroom.webvariants.TestingEngine#libvips")
final class CorpusTest {
    /** Strangers' files hold much that is seen differently with reason: odd profiles, gamma chunks, 1x1 pixels. */
    private static final double ALIKE = 0.90;

    private static final double MOST_UNLIKE = 0.05;

    private final TestingEngine engine;

    CorpusTest(TestingEngine engine) {
        this.engine = engine;
    }

    @Test
    void makesOfEveryBundledPhotoWhatTheReferenceMakes() throws IOException {
        for (String name : TestingPhotos.names()) {
            Verdict verdict = verdict(TestingPhotos.DIRECTORY.resolve(name));
            assertThat(verdict.kind()).as("%s", verdict).isIn("alike", "both refused");
        }
    }

    @Test
    void makesOfEveryFileOfTheCorpusAnImageOrARefusal() throws IOException {
        TreeMap<String, List<Verdict>> verdicts = new TreeMap<>();
        for (Path file : corpus()) {
            Verdict verdict = verdict(file);
            verdicts.computeIfAbsent(verdict.kind(), kind -> new ArrayList<>()).add(verdict);
        }
        verdicts.forEach((kind, files) -> System.out.println(files.size() + " " + kind));
        List<Verdict> unlike = verdicts.getOrDefault("unlike", List.of());
        unlike.forEach(System.out::println);
        int compared = unlike.size() + verdicts.getOrDefault("alike", List.of()).size();
        assertThat(unlike.size()).as("%s", unlike).isLessThanOrEqualTo((int) (compared * MOST_UNLIKE));
    }

    private static List<Path> corpus() throws IOException {
        String directory = System.getenv().getOrDefault("DARKROOM_CORPUS", "");
        if (directory.isBlank()) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private record Verdict(Path file, String kind, String detail) {}

    private Verdict verdict(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Outcome made = engine.process(bytes);
        Outcome reference = TestingEngine.JAVA.process(bytes);
        return switch (made) {
            case Refusal refusal
            when reference instanceof Refusal -> new Verdict(file, "both refused", refusal.sentence());
            case Refusal refusal -> new Verdict(file, "refused by libvips alone", refusal.sentence());
            case Renditions done when reference instanceof Renditions other -> compared(file, done, other);
            case Renditions done ->
                new Verdict(
                        file, "refused by the reference alone", thumbnail(done).toString());
        };
    }

    private static Verdict compared(Path file, Renditions made, Renditions reference) {
        BufferedImage thumbnail = thumbnail(made);
        BufferedImage expected = thumbnail(reference);
        boolean sameSize = Math.abs(thumbnail.getWidth() - expected.getWidth()) <= 1
                && Math.abs(thumbnail.getHeight() - expected.getHeight()) <= 1;
        double ssim = sameSize ? ReferenceRendering.ssim(thumbnail, expected) : 0;
        return new Verdict(file, ssim >= ALIKE ? "alike" : "unlike", "SSIM %.3f".formatted(ssim));
    }

    private static BufferedImage thumbnail(Renditions renditions) {
        Rendition thumbnail = renditions.renditions().getLast();
        return TestingPhotos.decode(thumbnail.content().array());
    }
}
