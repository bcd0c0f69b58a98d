package com.example.greyscale;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.ImageFunction;
import dev.darkroom.imagefunction.ImageSource;
import dev.darkroom.imagefunction.Outcome;
import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.imagefunction.Renditions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** The picture without its colours, as a PNG: the function to copy when you write your own. */
public final class Greyscale implements ImageFunction {
    @Override
    public String name() {
        return "greyscale";
    }

    @Override
    public Outcome apply(ImageSource source) {
        BufferedImage image;
        try {
            image = ImageIO.read(source.content().open());
        } catch (IOException e) {
            return new Refusal(Refusal.Reason.CORRUPT, "The image cannot be read: " + e.getMessage());
        }
        if (image == null) {
            return new Refusal(
                    Refusal.Reason.UNSUPPORTED_TYPE,
                    "Java reads no " + source.facts().contentType() + ".");
        }
        BufferedImage grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        grey.createGraphics().drawImage(image, 0, 0, null);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(grey, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Renditions(List.of(new Rendition(
                "grey", ImageBytes.of(png.toByteArray()), "image/png", grey.getWidth(), grey.getHeight())));
    }
}
