package dev.darkroom.imagecollection.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.httpservice.ProblemException;
import dev.darkroom.imagecollection.outbound.OutboundHttp;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one attempt to tell a customer of one image. After one that failed the customer's receiver is left alone for
 * {@link #REST}: what would wait for a receiver that does not answer waits in a topic instead.
 */
final class Deliverer {
    static final Duration REST = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Registrations registrations;
    private final Signer signer;
    private final OutboundHttp http;
    private final Clock clock;
    private final Cache<String, Boolean> resting;

    Deliverer(Registrations registrations, Signer signer, OutboundHttp http, Clock clock) {
        this.registrations = registrations;
        this.signer = signer;
        this.http = http;
        this.clock = clock;
        this.resting = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(REST)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** What came of an attempt. */
    enum Outcome {
        DELIVERED,
        /** The customer does not want to be told. */
        NOT_WANTED,
        FAILED,
        /** Not tried: the receiver has just failed. */
        RESTED
    }

    /** @throws ProblemException when the registration cannot be looked up */
    Outcome deliver(FinishedImage image) {
        Optional<Registration> registration = registrations
                .find(image.customerId())
                .filter(known -> known.events().contains(image.outcome()));
        if (registration.isEmpty()) {
            return Outcome.NOT_WANTED;
        }
        if (resting.getIfPresent(image.customerId()) != null) {
            return Outcome.RESTED;
        }
        return attempt(image, registration.get());
    }

    private Outcome attempt(FinishedImage image, Registration registration) {
        try {
            int status = http.send(request(image, registration), LONGEST, response -> response.getCode());
            if (status >= 200 && status < 300) {
                return Outcome.DELIVERED;
            }
            failed(image, "status " + status);
        } catch (IOException | ProblemException e) {
            failed(image, e.getMessage() == null ? e.toString() : e.getMessage());
        }
        resting.put(image.customerId(), true);
        return Outcome.FAILED;
    }

    private HttpPost request(FinishedImage image, Registration registration) {
        String id = image.imageId() + "." + image.outcome();
        long timestamp = clock.instant().getEpochSecond();
        String body = "{\"type\":\"image." + image.outcome() + "\",\"data\":" + image.json() + "}";
        HttpPost post = new HttpPost(http.check(registration.url()));
        post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        post.setHeader("webhook-id", id);
        post.setHeader("webhook-timestamp", Long.toString(timestamp));
        post.setHeader(
                "webhook-signature",
                signer.signature(image.customerId(), registration.generation(), id, timestamp, body));
        return post;
    }

    private static void failed(FinishedImage image, String reason) {
        LOG.atInfo()
                .addKeyValue("image_id", image.imageId())
                .addKeyValue("customer_id", image.customerId())
                .addKeyValue("reason", reason)
                .log("A webhook was not taken");
    }
}
