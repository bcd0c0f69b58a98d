package dev.darkroom.imagecollection.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what is sent. A customer's secret is derived from the service's key, the customer and how often it was changed,
 * and so is kept nowhere. Source: <a href="https://www.standardwebhooks.com">Standard Webhooks</a>, symmetric signatures.
 */
final class Signer {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST_KEY = 16;

    private final byte[] key;

    /** @throws IllegalArgumentException when the key is too short to be one */
    Signer(String key) {
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("WEBHOOK_SIGNING_KEY has fewer than " + SHORTEST_KEY
                    + " characters: take a random one, e.g. of `openssl rand -hex 32`");
        }
        this.key = key.getBytes(StandardCharsets.UTF_8);
    }

    /** What the customer checks signatures with. */
    String secret(String customerId, int generation) {
        return PREFIX + Base64.getEncoder().encodeToString(secretBytes(customerId, generation));
    }

    /** The header webhook-signature: version and HMAC-SHA256 of id, timestamp and body, with dots between. */
    String signature(String customerId, int generation, String id, long timestampSeconds, String body) {
        byte[] hash = hmac(secretBytes(customerId, generation), id + "." + timestampSeconds + "." + body);
        return "v1," + Base64.getEncoder().encodeToString(hash);
    }

    private byte[] secretBytes(String customerId, int generation) {
        return hmac(key, "webhook\0" + customerId + "\0" + generation);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
