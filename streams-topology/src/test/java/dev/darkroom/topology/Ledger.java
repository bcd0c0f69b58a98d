package dev.darkroom.topology;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a reader of committed records sees of the promise that each accepted image ends once.
 *
 * @param missing accepted and not ended
 * @param doubled ended more than once
 * @param strange ended and never accepted
 */
record Ledger(Set<String> missing, Set<String> doubled, Set<String> strange) {
    static final Ledger BALANCED = new Ledger(Set.of(), Set.of(), Set.of());

    static Ledger of(Collection<RawImage> accepted, TestingCluster cluster) {
        Set<String> ids = accepted.stream().map(RawImage::getImageId).collect(Collectors.toSet());
        Map<String, Long> ends = Stream.of(Topics.PROCESSED_IMAGES, Topics.FAILED_IMAGES)
                .map(cluster::committedKeys)
                .flatMap(List::stream)
                .collect(groupingBy(id -> id, counting()));
        return new Ledger(
                those(ids, id -> !ends.containsKey(id)),
                those(ends.keySet(), id -> ends.getOrDefault(id, 0L) > 1),
                those(ends.keySet(), id -> !ids.contains(id)));
    }

    private static Set<String> those(Set<String> ids, Predicate<String> wanted) {
        return ids.stream().filter(wanted).collect(Collectors.toCollection(TreeSet::new));
    }
}
