package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import dev.darkroom.imagecollection.header.ImageHeader;
import dev.darkroom.schemas.CustomerProfile;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a customer may send, by its profile. Only refuses early what the topology would fail later: a customer without a
 * profile, or one whose profile has not been read yet, is held to the platform's limits alone.
 */
final class CustomerLimits {
    private final Function<String, Optional<CustomerProfile>> profiles;

    /** @param profiles by customer id */
    CustomerLimits(Function<String, Optional<CustomerProfile>> profiles) {
        this.profiles = profiles;
    }

    /**
     * How many bytes an image may have, {@code platform} at most.
     *
     * @param platform the platform's own limit
     */
    long largestBytes(String customerId, long platform) {
        return profiles.apply(customerId)
                .map(CustomerProfile::getLargestImageBytes)
                .map(bytes -> Math.min(bytes, platform))
                .orElse(platform);
    }

    /** @throws dev.darkroom.httpservice.ProblemException 415 for a type, 422 for a number of pixels it may not send */
    void check(String customerId, ImageHeader header) {
        profiles.apply(customerId).ifPresent(profile -> {
            if (!profile.getAllowedTypes().isEmpty()
                    && !profile.getAllowedTypes().contains(header.contentType())) {
                throw new Problem(
                                "type-not-allowed",
                                415,
                                "These bytes are " + header.contentType() + "; you may send "
                                        + String.join(", ", profile.getAllowedTypes()) + ".")
                        .exception();
            }
            Long most = profile.getLargestImagePixels();
            header.size().ifPresent(size -> {
                if (most != null && (long) size.width() * size.height() > most) {
                    throw new Problem("too-many-pixels", 422, "An image may have " + most + " pixels at most.")
                            .exception();
                }
            });
        });
    }
}
