package dev.darkroom.topology;

import dev.darkroom.topology.admission.Names;

/**
 * Texts that are carried along and never acted on. They are cut to a length at which a result is never larger than the
 * event it came from was allowed to be: what a broker refuses as too large cannot be skipped under exactly-once.
 */
final class Labels {
    private static final int LONGEST = 1024;

    private Labels() {}

    /** The label, cut where it is too long; null stays null, as it may in the generated records. */
    static String kept(String label) {
        return label != null && label.length() > LONGEST ? Names.clipped(label, LONGEST) : label;
    }
}
