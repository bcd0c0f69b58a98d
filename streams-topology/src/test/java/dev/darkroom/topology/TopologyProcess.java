package dev.darkroom.topology;

import dev.darkroom.schemas.Command;
import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageLifecycle;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.registry.TestingSchemaRegistry;
import java.util.List;
import org.apache.avro.Schema;

/** The topology in a process of its own, for a test to kill. */
final class TopologyProcess {
    private TopologyProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        StreamsTopology.start(System.getenv(), registry()).awaitStopped();
    }

    /** Ids are functions of name and definition, so this process knows what the test's registry knows. */
    static SchemaRegistry registry() {
        SchemaRegistry registry = new TestingSchemaRegistry();
        for (Schema schema : List.of(
                RawImage.getClassSchema(),
                ImageTask.getClassSchema(),
                ProcessedImage.getClassSchema(),
                FailedImage.getClassSchema(),
                ImageLifecycle.getClassSchema(),
                CustomerStats.getClassSchema(),
                Command.getClassSchema())) {
            registry.idOf(schema.getFullName(), schema);
        }
        return registry;
    }
}
