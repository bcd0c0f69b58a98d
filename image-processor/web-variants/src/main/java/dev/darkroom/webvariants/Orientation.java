package dev.darkroom.webvariants;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The eight ways a picture can be stored (EXIF 2.32, tag 0x0112), named by what has to be done to it: flipped from left
 * to right first, then turned clockwise by quarters.
 */
enum Orientation {
    UPRIGHT(false, 0),
    FLIP(true, 0),
    TURN_180(false, 2),
    FLIP_TURN_180(true, 2),
    FLIP_TURN_270(true, 3),
    TURN_90(false, 1),
    FLIP_TURN_90(true, 1),
    TURN_270(false, 3);

    private static final int TAG = 0x0112;
    private static final Orientation[] BY_VALUE = values();

    private final boolean flipped;
    private final int quarters;

    Orientation(boolean flipped, int quarters) {
        this.flipped = flipped;
        this.quarters = quarters;
    }

    /** Reads it from a TIFF structure (what follows {@code Exif\0\0}); upright when there is none that makes sense. */
    static Orientation ofExif(byte[] bytes, int offset, int length) {
        try {
            ByteBuffer tiff = ByteBuffer.wrap(bytes, offset, length).slice();
            tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = tiff.getShort(directory) & 0xffff;
            for (int entry = directory + 2; entry < directory + 2 + entries * 12; entry += 12) {
                if ((tiff.getShort(entry) & 0xffff) == TAG) {
                    int value = tiff.getShort(entry + 8);
                    return value >= 1 && value <= BY_VALUE.length ? BY_VALUE[value - 1] : UPRIGHT;
                }
            }
            return UPRIGHT;
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            return UPRIGHT;
        }
    }

    /** Whether what is stored lies on its side. */
    boolean isLying() {
        return quarters % 2 == 1;
    }

    Picture upright(Picture stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        boolean lying = isLying();
        int width = lying ? stored.height() : stored.width();
        int height = lying ? stored.width() : stored.height();
        byte[] samples = new byte[stored.samples().length];
        int to = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = stored.offset(storedX(x, y, stored), storedY(x, y, stored));
                for (int band = 0; band < stored.bands(); band++) {
                    samples[to++] = stored.samples()[from + band];
                }
            }
        }
        return new Picture(width, height, stored.bands(), samples);
    }

    private int storedX(int x, int y, Picture stored) {
        int turned = switch (quarters) {
            case 1 -> y;
            case 2 -> stored.width() - 1 - x;
            case 3 -> stored.width() - 1 - y;
            default -> x;
        };
        return flipped ? stored.width() - 1 - turned : turned;
    }

    private int storedY(int x, int y, Picture stored) {
        return switch (quarters) {
            case 1 -> stored.height() - 1 - x;
            case 2 -> stored.height() - 1 - y;
            case 3 -> x;
            default -> y;
        };
    }
}
