package dev.darkroom.topology.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * The trace an image's upload belongs to, which goes along with everything told of the image. Source: <a
 * href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>.
 *
 * @param parent {@code traceparent} as it came; null when the upload belongs to none
 * @param state {@code tracestate} as it came; null when there is none
 */
public record Trace(@Nullable String parent, @Nullable String state) {
    public static final Trace NONE = new Trace(null, null);
}
