package dev.darkroom.imagecollection;

import dev.darkroom.finishedimages.FinishedImages;
import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.Metrics;
import dev.darkroom.imagecollection.outbound.OutboundHttp;
import dev.darkroom.schemas.CustomerProfile;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * What collection is put together from.
 *
 * @param profiles by customer id
 * @param pace how slowly clients may send
 */
record Parts(
        Authenticator authenticator,
        RawImageStore store,
        StagingStore staging,
        Documents documents,
        RawImageLog log,
        FinishedImages finished,
        OpenImages open,
        Function<String, Optional<CustomerProfile>> profiles,
        OutboundHttp outbound,
        Metrics metrics,
        Pace pace,
        Clock clock) {}
