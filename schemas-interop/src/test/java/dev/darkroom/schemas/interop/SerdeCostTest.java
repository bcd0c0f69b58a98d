package dev.darkroom.schemas.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.localstack.glue.LocalGlue;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import dev.darkroom.schemas.registry.GlueSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What writing and reading one record costs on one thread, with the schema known, next to AWS's serde in the same run.
 * Measured only when asked, with the full compiler:
 * {@code mvn -pl schemas-interop -am test -Dtest=SerdeCostTest -Dserde.cost -Dtest.jvm.flags= -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@EnabledIfSystemProperty(named = "serde.cost", matches = ".*")
final class SerdeCostTest {
    private static final String TOPIC = "processed-images";
    private static final int ROUNDS = 9;
    private static final int WARM_UP_ROUNDS = 5;
    private static final int RECORDS_PER_ROUND = 100_000;

    @Test
    void measure(@TempDir Path state) {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "dev.darkroom.schemas");
        try (LocalGlue glue = LocalGlue.start(0, state)) {
            Map<String, String> properties = Map.of(
                    "region", "eu-central-1",
                    "endpoint", glue.endpoint().toString(),
                    "registry.name", "cost",
                    "schemaAutoRegistrationEnabled", "true",
                    "avroRecordType", "SPECIFIC_RECORD",
                    "dataFormat", "AVRO");
            makeRegistry(glue);
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                for (Side side : Side.values()) {
                    nanosPerRecord(side, properties);
                }
            }
            double[][] costs = IntStream.range(0, ROUNDS)
                    .mapToObj(round -> new double[][] {
                        nanosPerRecord(Side.AWS, properties), nanosPerRecord(Side.DARKROOM, properties)
                    })
                    .map(round -> new double[] {round[0][0], round[1][0], round[0][1], round[1][1]})
                    .toArray(double[][]::new);
            System.out.printf(
                    "write: AWS %.0f ns, Darkroom %.0f ns; read: AWS %.0f ns, Darkroom %.0f ns (medians of %d rounds)%n",
                    median(costs, 0), median(costs, 1), median(costs, 2), median(costs, 3), ROUNDS);
            assertThat(costs).hasNumberOfRows(ROUNDS);
        }
    }

    private static void makeRegistry(LocalGlue glue) {
        try (var registry = new GlueSchemaRegistry(GlueSettings.ofRegistry("cost")
                .withRegion("eu-central-1")
                .withEndpoint(glue.endpoint())
                .withAutoRegistration(true))) {
            registry.idOf(ProcessedImage.class.getName(), ProcessedImage.getClassSchema());
        }
    }

    private static double[] nanosPerRecord(Side side, Map<String, String> properties) {
        ProcessedImage image = ExampleImage.processed();
        try (Serializer<Object> serializer = side.serializer(properties);
                Deserializer<Object> deserializer = side.deserializer(properties)) {
            byte[] message = serializer.serialize(TOPIC, image);
            assertThat(deserializer.deserialize(TOPIC, message)).isEqualTo(image);
            long bytes = 0;
            long start = System.nanoTime();
            for (int i = 0; i < RECORDS_PER_ROUND; i++) {
                bytes += serializer.serialize(TOPIC, image).length;
            }
            long written = System.nanoTime();
            for (int i = 0; i < RECORDS_PER_ROUND; i++) {
                bytes += ((ProcessedImage) deserializer.deserialize(TOPIC, message)).getAttempts();
            }
            long read = System.nanoTime();
            assertThat(bytes).isPositive();
            return new double[] {
                (written - start) / (double) RECORDS_PER_ROUND, (read - written) / (double) RECORDS_PER_ROUND
            };
        }
    }

    private static double median(double[][] rows, int column) {
        double[] values =
                Arrays.stream(rows).mapToDouble(row -> row[column]).sorted().toArray();
        return values[values.length / 2];
    }
}
