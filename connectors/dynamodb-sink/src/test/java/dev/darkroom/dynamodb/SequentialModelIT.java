package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.dynamodb.SequentialModel.Scenario;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random records, some of them bad, over random faults, restarts, lost partitions and redeliveries, end in the table that
 * writing them one by one would make.
 */
@OnDynamoDb
final class SequentialModelIT {
    static Stream<Arguments> some() {
        return seeds(3);
    }

    static Stream<Arguments> many() {
        return seeds(20);
    }

    private static Stream<Arguments> seeds(int each) {
        Random random = new Random();
        return Stream.of(Scenario.values())
                .flatMap(scenario -> random.longs(each).mapToObj(seed -> Arguments.of(scenario, seed)));
    }

    @ParameterizedTest
    @MethodSource("some")
    void endsAsIfEachRecordWereWrittenInOrder(Scenario scenario, long seed) {
        check(scenario, seed);
    }

    @Tag("proof")
    @ParameterizedTest
    @MethodSource("many")
    void endsAsIfEachRecordWereWrittenInOrderWhateverTheSeed(Scenario scenario, long seed) {
        check(scenario, seed);
    }

    private static void check(Scenario scenario, long seed) {
        // Given
        SequentialModel model = SequentialModel.of(scenario, seed);

        // When
        SequentialModelRun run = SequentialModelRun.through(model, seed);

        // Then
        assertThat(run.items()).isEqualTo(model.items());
        assertThat(run.reported()).isSubsetOf(model.bad()).containsAll(model.unmappable());
    }
}
