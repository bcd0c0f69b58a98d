package dev.darkroom.imagecollection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Small JSON documents that every instance of the service sees, each under a key: what has to outlive an instance. */
public interface Documents {
    /**
     * The document under the key.
     *
     * @throws dev.darkroom.httpservice.ProblemException 503 when it cannot be told
     */
    Optional<ObjectNode> find(String key);

    /**
     * Keeps the document in place of any other under the key.
     *
     * @throws dev.darkroom.httpservice.ProblemException 503 when it is not kept
     */
    void put(String key, ObjectNode document);

    /**
     * Takes away the document under the key, if there is one.
     *
     * @throws dev.darkroom.httpservice.ProblemException 503 when it may still be there
     */
    void delete(String key);
}
