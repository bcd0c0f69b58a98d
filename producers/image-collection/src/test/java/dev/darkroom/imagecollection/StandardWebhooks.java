package dev.darkroom.imagecollection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.imagecollection.TestingHttps.Request;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks signatures as a receiver does, with nothing of the sender's. Source: <a
 * href="https://www.standardwebhooks.com">Standard Webhooks</a>, symmetric signatures.
 */
final class StandardWebhooks {
    private StandardWebhooks() {}

    /** Holds a request's signature to a secret. */
    static void assertVerifies(Request request, String secret) {
        assertThat(secret).startsWith("whsec_");
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        assertThat(key).hasSizeBetween(24, 64);
        String signed = request.header("webhook-id") + "." + request.header("webhook-timestamp") + "." + request.body();
        assertThat(request.header("webhook-signature").split(" ", -1))
                .contains("v1," + Base64.getEncoder().encodeToString(hmac(key, signed)));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
