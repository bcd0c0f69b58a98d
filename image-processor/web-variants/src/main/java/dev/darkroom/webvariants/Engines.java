package dev.darkroom.webvariants;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;

/** The engine of this process: libvips where it is, else Java. It says once which. */
final class Engines {
    private static final Logger LOG = System.getLogger(Engines.class.getName());

    private Engines() {}

    /** Loaded when it is first asked for. */
    static ImageEngine best() {
        return Best.ENGINE;
    }

    private static final class Best {
        static final ImageEngine ENGINE = choose(VipsFile.find());
    }

    static ImageEngine choose(Optional<Path> library) {
        if (library.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "There is no libvips here: images are processed in Java, which is slower and can do less");
            return new JavaEngine();
        }
        try {
            VipsEngine engine = VipsEngine.load(library.get());
            LOG.log(Level.INFO, "Images are processed by libvips {0}", engine.version());
            return engine;
        } catch (IllegalArgumentException | IllegalStateException | UnsatisfiedLinkError e) {
            LOG.log(
                    Level.WARNING,
                    "libvips cannot be loaded from " + library.get()
                            + ": images are processed in Java, which is slower and" + " can do less",
                    e);
            return new JavaEngine();
        }
    }
}
