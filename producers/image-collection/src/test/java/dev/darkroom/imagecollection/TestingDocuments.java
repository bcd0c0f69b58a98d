package dev.darkroom.imagecollection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Documents in memory. */
public final class TestingDocuments implements Documents {
    private final Map<String, ObjectNode> documents = new ConcurrentHashMap<>();

    @Override
    public Optional<ObjectNode> find(String key) {
        return Optional.ofNullable(documents.get(key)).map(ObjectNode::deepCopy);
    }

    @Override
    public void put(String key, ObjectNode document) {
        documents.put(key, document.deepCopy());
    }

    @Override
    public void delete(String key) {
        documents.remove(key);
    }
}
