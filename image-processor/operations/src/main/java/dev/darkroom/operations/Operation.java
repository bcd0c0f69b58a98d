package dev.darkroom.operations;

import java.util.Base64;

/** One step on the way to a variant. */
public sealed interface Operation {
    /** The size an image has after this step, if the image before it has the size given. */
    Size after(Size before) throws InvalidOperationsException;

    /** Scales, and with {@link Fit#COVER} cuts off what is too much. */
    record Resize(Size box, Fit fit, Position position, boolean enlarge) implements Operation {
        /** How the box is filled. */
        public enum Fit {
            /** As large as fits into the box, in the image's own proportions. */
            FIT,
            /** Exactly the box, whatever that does to the proportions. */
            FILL,
            /** Exactly the box in the image's own proportions; what stands over is cut off. */
            COVER
        }

        /** The size to scale to, before anything is cut off. */
        public Size scaled(Size before) {
            double across = (double) box.width() / before.width();
            double down = (double) box.height() / before.height();
            return switch (fit) {
                case FIT -> before.scaled(limited(Math.min(across, down)));
                case FILL ->
                    new Size(
                            enlarge ? box.width() : Math.min(box.width(), before.width()),
                            enlarge ? box.height() : Math.min(box.height(), before.height()));
                case COVER -> before.scaled(limited(Math.max(across, down)));
            };
        }

        private double limited(double scale) {
            return enlarge ? scale : Math.min(1, scale);
        }

        @Override
        public Size after(Size before) {
            Size scaled = scaled(before);
            return fit == Fit.COVER
                    ? new Size(Math.min(box.width(), scaled.width()), Math.min(box.height(), scaled.height()))
                    : scaled;
        }
    }

    /** Keeps a rectangle, in pixels of the image as it is at this step. */
    record Crop(int left, int top, Size size) implements Operation {
        /** @throws InvalidOperationsException when the rectangle is not within the image */
        @Override
        public Size after(Size before) throws InvalidOperationsException {
            if ((long) left + size.width() > before.width() || (long) top + size.height() > before.height()) {
                throw new InvalidOperationsException(
                        "crop: the rectangle of %dx%d at %d,%d is not within the image of %dx%d"
                                .formatted(size.width(), size.height(), left, top, before.width(), before.height()));
            }
            return size;
        }
    }

    /** Turns clockwise by 90, 180 or 270 degrees. */
    record Rotate(int degrees) implements Operation {
        @Override
        public Size after(Size before) {
            return before.turnedIf(degrees != 180);
        }
    }

    /** Mirrors, left to right or top to bottom. */
    record Flip(boolean horizontal) implements Operation {
        @Override
        public Size after(Size before) {
            return before;
        }
    }

    /** Puts the image on a colour, where it is transparent. */
    record Background(Color color) implements Operation {
        @Override
        public Size after(Size before) {
            return before;
        }
    }

    /** Gaussian blur. */
    record Blur(double sigma) implements Operation {
        @Override
        public Size after(Size before) {
            return before;
        }
    }

    /** Sharpens lightness, not colour. */
    record Sharpen(double sigma) implements Operation {
        @Override
        public Size after(Size before) {
            return before;
        }
    }

    /**
     * Puts another image on this one.
     *
     * @param base64 an image file in base64
     * @param widthPercent of this image's width
     * @param opacity 0 to 1
     */
    record Watermark(String base64, Position position, double widthPercent, double opacity) implements Operation {
        /** The image file. */
        public byte[] image() {
            return Base64.getDecoder().decode(base64);
        }

        @Override
        public Size after(Size before) {
            return before;
        }
    }
}
