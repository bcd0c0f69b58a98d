package dev.darkroom.topology.query;

/** What an instance knows of something. */
sealed interface Answer<T> {
    record Found<T>(T value) implements Answer<T> {}

    /** It is not here, and would be if it were anywhere this instance is responsible for. */
    record Absent<T>() implements Answer<T> {}

    /** Partitions are on the move. */
    record Unsure<T>() implements Answer<T> {}
}
