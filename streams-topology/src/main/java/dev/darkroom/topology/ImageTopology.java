package dev.darkroom.topology;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroSerde;
import dev.darkroom.topology.admission.Admission;
import dev.darkroom.topology.admission.Limits;
import dev.darkroom.topology.admission.Verdict;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.ValueMapper;

/**
 * The topology: raw images are judged, then dispatched to their lane as tasks or refused; tasks that the event source
 * gave up on are failed. Every node is named, because names are what state belongs to.
 *
 * <pre>
 * raw-images ─▶ judge ─┬▶ routed ─▶ dispatch ─▶ image-tasks-{express,standard,bulk}
 *                      └▶ rejected ─▶ refuse ─┐
 * task-failures ─▶ give-up ───────────────────┴▶ failures ─▶ failed-images
 * </pre>
 */
final class ImageTopology {
    private final SchemaRegistry registry;
    private final Admission admission;

    ImageTopology(SchemaRegistry registry, Limits limits) {
        this.registry = registry;
        this.admission = new Admission(limits);
    }

    Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, Verdict> verdicts = builder.stream(Topics.RAW_IMAGES, consumed(RawImage.class, "raw-images"))
                .process(() -> new Judge(admission), Named.as("judge"));
        verdicts.flatMapValues(only(Verdict.Routed.class), Named.as("routed"))
                .process(Dispatch::new, Named.as("dispatch"))
                .to(new LaneTopic(), produced(ImageTask.class, "image-tasks"));
        KStream<String, FailedImage> refused = verdicts.flatMapValues(
                        only(Verdict.Rejected.class), Named.as("rejected"))
                .process(Refuse::new, Named.as("refuse"));
        builder.stream(Topics.TASK_FAILURES, consumed(ImageTask.class, "task-failures"))
                .process(GiveUp::new, Named.as("give-up"))
                .merge(refused, Named.as("failures"))
                .to(Topics.FAILED_IMAGES, produced(FailedImage.class, "failed-images"));
        return builder.build();
    }

    /** Lets through one kind of verdict; the kinds being sealed, each verdict passes in exactly one place. */
    private static <V extends Verdict> ValueMapper<Verdict, List<V>> only(Class<V> kind) {
        return verdict -> kind.isInstance(verdict) ? List.of(kind.cast(verdict)) : List.of();
    }

    private <T extends SpecificRecord> Consumed<String, T> consumed(Class<T> type, String node) {
        Serde<T> serde = serde(type);
        return Consumed.with(
                        Serdes.String(),
                        Serdes.serdeFrom(serde.serializer(), new ValueRequired<>(serde.deserializer())))
                .withTimestampExtractor(new RecordTime())
                .withName(node);
    }

    private <T extends SpecificRecord> Produced<String, T> produced(Class<T> type, String node) {
        return Produced.with(Serdes.String(), serde(type)).withName(node);
    }

    private <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
        return new GlueAvroSerde<>(registry, type);
    }
}
