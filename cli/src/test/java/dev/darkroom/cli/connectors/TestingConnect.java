package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectSettings;
import dev.darkroom.localstack.connect.LocalConnect;
import dev.darkroom.localstack.kafka.LocalKafka;
import dev.darkroom.localstack.kafka.Topic;
import dev.darkroom.localstack.kafka.TopicsFile;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A real worker beside a real broker, with a topic events; it knows the variable LABEL. */
final class TestingConnect implements AutoCloseable {
    private final LocalKafka kafka = LocalKafka.ephemeral();
    private final LocalConnect connect;

    TestingConnect() {
        kafka.apply(new TopicsFile(List.of(new Topic("events", 1, (short) 1, Map.of()))));
        connect = LocalConnect.start(
                new ConnectSettings(kafka.bootstrapServers(), 0, Map.of(), List.of(), Map.of("LABEL", "resolved")));
    }

    URI endpoint() {
        return connect.endpoint();
    }

    @Override
    public void close() {
        connect.close();
        kafka.close();
    }
}
