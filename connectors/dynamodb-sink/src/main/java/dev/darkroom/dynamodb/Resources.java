package dev.darkroom.dynamodb;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.utils.Utils;

/** What has to be closed again, the last first, each whatever becomes of the others. */
final class Resources implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        open.forEach(
                resource -> Utils.closeQuietly(resource, resource.getClass().getSimpleName()));
        open.clear();
    }
}
