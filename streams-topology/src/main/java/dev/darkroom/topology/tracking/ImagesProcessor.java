package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.Command;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import dev.darkroom.topology.admission.Admission;
import dev.darkroom.topology.lifecycle.Event;
import dev.darkroom.topology.lifecycle.ImageState;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The images of the customers of one partition. A thin shell: it hands each event to the {@link Tracker} and what comes
 * of it to the sinks, and once a second does what is due. All that it holds in memory follows from the stores, and is
 * made anew whenever Kafka Streams initialises it.
 */
final class ImagesProcessor implements Processor<String, Event<SpecificRecord>, String, byte[]> {
    static final Duration ROUND = Duration.ofSeconds(1);

    private final TrackingSettings settings;
    private final SchemaRegistry registry;
    private final Codecs codecs;
    private @Nullable Running running;

    private record Running(ProcessorContext<String, byte[]> context, Sinks sinks, Tracker tracker, Redrives redrives) {}

    ImagesProcessor(TrackingSettings settings, SchemaRegistry registry) {
        this.settings = settings;
        this.registry = registry;
        this.codecs = new Codecs(registry);
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        KeyValueStore<String, ImageState> states = context.getStateStore(ImageStates.STORE);
        KeyValueStore<Bytes, byte[]> entries = context.getStateStore(Index.STORE);
        TallyStore tallies = context.getStateStore(TallyStore.NAME);
        KeyValueStore<String, Long> taken = context.getStateStore(Quotas.STORE);
        KeyValueStore<String, byte[]> customers = context.getStateStore(Profiles.STORE);
        Index index = new Index(entries);
        Turns turns = new Turns(settings.shares());
        turns.rebuild(index);
        Sinks sinks = new Sinks(context, codecs);
        Statistics statistics = new Statistics(tallies, index, settings.statisticsWindow());
        Moves moves = new Moves(states, index, turns, statistics, sinks, codecs, settings.rules());
        Duplicates duplicates = new Duplicates(index, states);
        Quotas quotas = new Quotas(taken);
        Tracker tracker = new Tracker(
                new Admission(settings.limits()),
                settings.rules(),
                moves,
                duplicates,
                new Profiles(customers, index, codecs, sinks::unreadableProfile),
                quotas,
                codecs,
                new Meters(context.metrics(), context.taskId()));
        Redrives redrives = new Redrives(
                states,
                index,
                tracker,
                codecs,
                new GlueAvroDeserializer<>(registry, Command.class),
                context.taskId().partition());
        Rounds rounds = new Rounds(
                settings,
                index,
                tracker,
                moves,
                duplicates,
                redrives,
                statistics,
                sinks,
                new Memory(states, tallies, duplicates, quotas, settings.history()));
        running = new Running(context, sinks, tracker, redrives);
        context.schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, millis -> {
            sinks.between();
            rounds.make(Instant.ofEpochMilli(millis));
        });
    }

    @Override
    public void process(Record<String, Event<SpecificRecord>> record) {
        if (running == null) {
            throw new IllegalStateException("The processor was not initialised");
        }
        Moment at = new Moment(
                Instant.ofEpochMilli(running.context().currentSystemTimeMs()),
                Instant.ofEpochMilli(record.timestamp()));
        running.sinks().following(record);
        handle(running, record, at);
    }

    @SuppressWarnings("unchecked") // the event's record says what it is an event of
    private static void handle(Running running, Record<String, Event<SpecificRecord>> record, Moment at) {
        Event<?> event = record.value();
        Tracker tracker = running.tracker();
        switch (record.value().record()) {
            case RawImage image ->
                tracker.uploaded(
                        (Event<RawImage>) event, Address.addressee(record.key(), image.getImageId(), record), at);
            case ProcessedImage image ->
                tracker.processed(
                        (Event<ProcessedImage>) event, Address.addressee(record.key(), image.getImageId(), record), at);
            case FailedImage image ->
                tracker.refused(
                        (Event<FailedImage>) event, Address.addressee(record.key(), image.getImageId(), record), at);
            case ImageTask task ->
                tracker.cameBack(
                        task,
                        FailureHeaders.miss(record.headers()),
                        Address.addressee(record.key(), task.getImageId(), record),
                        at);
            case Command command -> running.redrives().ask(command, at);
            default ->
                throw new IllegalArgumentException("Nothing is to be done with a "
                        + record.value().record().getSchema().getFullName());
        }
    }

    /** Headers for what does not follow from one record. */
    static RecordHeaders none() {
        return new RecordHeaders();
    }
}
