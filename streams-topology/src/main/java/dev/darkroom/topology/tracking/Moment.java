package dev.darkroom.topology.tracking;

import java.time.Instant;

/**
 * When something happens.
 *
 * @param now the clock's time, from which deadlines and waiting are counted
 * @param eventTime the time of the record that brought it about, which a replay gives again; the clock's where none did
 */
record Moment(Instant now, Instant eventTime) {}
