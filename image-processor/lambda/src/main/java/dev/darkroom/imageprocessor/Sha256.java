package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageBytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as the events write it: lower-case hex. */
final class Sha256 {
    private Sha256() {}

    static String hex(ImageBytes bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
