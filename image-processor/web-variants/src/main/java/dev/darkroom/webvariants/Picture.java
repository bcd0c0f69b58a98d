package dev.darkroom.webvariants;

import dev.darkroom.operations.Size;

/** Decoded pixels, small enough to hold: 8 bits a sample, bands interleaved (1 grey, 3 RGB, 2 and 4 with alpha last). */
final class Picture {
    private final int width;
    private final int height;
    private final int bands;
    private final byte[] samples;

    Picture(int width, int height, int bands, byte[] samples) {
        this.width = width;
        this.height = height;
        this.bands = bands;
        this.samples = samples;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int bands() {
        return bands;
    }

    /** The array itself, not a copy. */
    byte[] samples() {
        return samples;
    }

    int offset(int x, int y) {
        return (y * width + x) * bands;
    }

    boolean hasAlpha() {
        return bands == 2 || bands == 4;
    }

    boolean hasTransparentPixels() {
        if (hasAlpha()) {
            for (int i = bands - 1; i < samples.length; i += bands) {
                if (samples[i] != -1) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A part of it. */
    Picture cut(int left, int top, Size size) {
        byte[] part = new byte[size.width() * size.height() * bands];
        int line = size.width() * bands;
        for (int y = 0; y < size.height(); y++) {
            System.arraycopy(samples, offset(left, top + y), part, y * line, line);
        }
        return new Picture(size.width(), size.height(), bands, part);
    }

    /** This picture at the size given, which is not larger in either direction. */
    Picture shrunkTo(Size size) {
        if (size.width() == width && size.height() == height) {
            return this;
        }
        Shrinker shrinker = new Shrinker(new Size(width, height), bands, size);
        SampleLines lines = new SampleLines(shrinker, bands, 255);
        int[] line = new int[width * bands];
        for (int y = 0, from = 0; y < height; y++) {
            for (int i = 0; i < line.length; i++) {
                line[i] = samples[from++] & 0xff;
            }
            lines.accept(line);
        }
        return shrinker.picture();
    }
}
