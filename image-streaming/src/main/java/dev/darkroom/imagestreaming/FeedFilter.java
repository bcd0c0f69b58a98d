package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import dev.darkroom.schemas.Lane;
import io.helidon.common.parameters.Parameters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of its customer's images a client wants.
 *
 * @param outcome processed or failed
 * @param type media type of the raw image
 * @param lane the lane it was on
 * @param variant a variant it has to have; of the images themselves only these are sent
 */
record FeedFilter(Optional<String> outcome, Optional<String> type, Optional<String> lane, Optional<String> variant) {
    static final FeedFilter ALL =
            new FeedFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final Set<String> OUTCOMES = Set.of(FinishedImage.PROCESSED, FinishedImage.FAILED);
    private static final Set<String> LANES =
            Arrays.stream(Lane.values()).map(Lane::name).collect(Collectors.toUnmodifiableSet());

    /** @throws ProblemException 400 when a parameter can match nothing */
    static FeedFilter of(Parameters query) {
        return new FeedFilter(
                oneOf(query, "outcome", OUTCOMES),
                parameter(query, "type"),
                oneOf(query, "lane", LANES),
                parameter(query, "variant"));
    }

    private static Optional<String> oneOf(Parameters query, String name, Set<String> known) {
        Optional<String> value = parameter(query, name)
                .map(text -> known.contains(text.toUpperCase(Locale.ROOT)) ? text.toUpperCase(Locale.ROOT) : text);
        if (value.isPresent() && !known.contains(value.get())) {
            throw new Problem(
                            "bad-request",
                            400,
                            name + " is one of " + known.stream().sorted().collect(Collectors.joining(", ")) + ".")
                    .exception();
        }
        return value;
    }

    static Optional<String> parameter(Parameters query, String name) {
        return query.first(name).asOptional().filter(value -> !value.isEmpty());
    }

    boolean wants(FinishedImage image) {
        return is(outcome, Optional.of(image.outcome()))
                && is(type, image.contentType())
                && is(lane, image.lane())
                && variant.map(name -> image.variant(name).isPresent()).orElse(true);
    }

    private static boolean is(Optional<String> wanted, Optional<String> value) {
        return wanted.isEmpty() || wanted.equals(value);
    }
}
