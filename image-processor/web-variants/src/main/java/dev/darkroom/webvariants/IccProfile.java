package dev.darkroom.webvariants;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Tells whether an ICC profile (ICC.1:2022) is sRGB by another name: same primaries, same tone curve. */
final class IccProfile {
    /** sRGB's red, green and blue adapted to D50, in the XYZ that its own profile has (IEC 61966-2-1, annex). */
    private static final double[][] PRIMARIES = {
        {0.4360, 0.2225, 0.0139}, {0.3851, 0.7169, 0.0971}, {0.1431, 0.0606, 0.7141}
    };

    private static final String[] PRIMARY_TAGS = {"rXYZ", "gXYZ", "bXYZ"};
    private static final String[] CURVE_TAGS = {"rTRC", "gTRC", "bTRC"};
    private static final double NEAR = 0.0025;

    /** Half a step of eight bits, about. */
    private static final double CURVE_NEAR = 0.003;

    private final ByteBuffer profile;

    private IccProfile(byte[] profile) {
        this.profile = ByteBuffer.wrap(profile);
    }

    static boolean isSrgb(byte[] bytes) {
        try {
            return new IccProfile(bytes).isSrgb();
        } catch (IndexOutOfBoundsException e) {
            return false;
        }
    }

    private boolean isSrgb() {
        if (!ascii(16).equals("RGB ") || tag("A2B0") >= 0) {
            return false;
        }
        for (int i = 0; i < 3; i++) {
            int primary = tag(PRIMARY_TAGS[i]);
            int curve = tag(CURVE_TAGS[i]);
            if (primary < 0 || curve < 0 || !isNear(primary, PRIMARIES[i]) || !isSrgbCurve(curve)) {
                return false;
            }
        }
        return true;
    }

    private boolean isNear(int tag, double[] xyz) {
        for (int i = 0; i < 3; i++) {
            if (Math.abs(fixed(tag + 8 + 4 * i) - xyz[i]) > NEAR) {
                return false;
            }
        }
        return true;
    }

    private boolean isSrgbCurve(int tag) {
        for (int step = 1; step < 32; step++) {
            double x = step / 32.0;
            if (Math.abs(curve(tag, x) - srgb(x)) > CURVE_NEAR) {
                return false;
            }
        }
        return true;
    }

    private static double srgb(double x) {
        return x <= 0.04045 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4);
    }

    private double curve(int tag, double x) {
        return switch (ascii(tag)) {
            case "curv" -> table(tag, x);
            case "para" -> parametric(tag, x);
            default -> Double.NaN;
        };
    }

    private double table(int tag, double x) {
        int count = profile.getInt(tag + 8);
        if (count < 2) {
            return Math.pow(x, count == 1 ? (profile.getShort(tag + 12) & 0xffff) / 256.0 : 1);
        }
        double at = x * (count - 1);
        int low = (int) at;
        int high = Math.min(low + 1, count - 1);
        return (entry(tag, low) * (1 - at + low) + entry(tag, high) * (at - low)) / 65535;
    }

    private int entry(int tag, int index) {
        return profile.getShort(tag + 12 + 2 * index) & 0xffff;
    }

    /** Function types 0 and 3: a power, and a power with a straight beginning. */
    private double parametric(int tag, double x) {
        int type = profile.getShort(tag + 8);
        double gamma = fixed(tag + 12);
        if (type == 0) {
            return Math.pow(x, gamma);
        }
        if (type != 3) {
            return Double.NaN;
        }
        double a = fixed(tag + 16);
        double b = fixed(tag + 20);
        double c = fixed(tag + 24);
        double d = fixed(tag + 28);
        return x >= d ? Math.pow(a * x + b, gamma) : c * x;
    }

    private double fixed(int offset) {
        return profile.getInt(offset) / 65536.0;
    }

    private String ascii(int offset) {
        byte[] four = new byte[4];
        profile.get(offset, four);
        return new String(four, StandardCharsets.US_ASCII);
    }

    /** Where the tag's data begins, or -1. */
    private int tag(String name) {
        int count = profile.getInt(128);
        for (int i = 0, at = 132; i < count; i++, at += 12) {
            if (ascii(at).equals(name)) {
                return profile.getInt(at + 4);
            }
        }
        return -1;
    }
}
