package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.serde.EventHead;
import dev.darkroom.topology.lifecycle.Event;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event as it comes from a topic, to be passed on: whose it is, and the event, not decoded unless its head does not
 * tell whose it is.
 */
record Incoming(EventHead head, Event<SpecificRecord> event) {}
