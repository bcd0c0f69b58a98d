package dev.darkroom.imagecollection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.httpservice.Problem;
import java.util.Optional;

/** What was accepted under an image id that may be asked for again, kept for every instance to answer the same. */
final class Receipts {
    private final Documents documents;

    Receipts(Documents documents) {
        this.documents = documents;
    }

    /**
     * An accepted request.
     *
     * @param mark {@link Upload#mark()}
     * @param sha256 of the image's bytes, in lower-case hex
     */
    record Receipt(String mark, String sha256) {
        /** @throws dev.darkroom.httpservice.ProblemException 422 when the other was not the same request */
        void mustBe(Receipt other) {
            if (!equals(other)) {
                throw new Problem(
                                "idempotency-key-reused",
                                422,
                                "This Idempotency-Key was sent with another image or other parameters. Take a new key.")
                        .exception();
            }
        }
    }

    Optional<Receipt> find(String customerId, String imageId) {
        return documents
                .find(key(customerId, imageId))
                .map(document -> new Receipt(
                        document.path("mark").asText(), document.path("sha256").asText()));
    }

    void put(String customerId, String imageId, Receipt receipt) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("mark", receipt.mark()).put("sha256", receipt.sha256());
        documents.put(key(customerId, imageId), document);
    }

    private static String key(String customerId, String imageId) {
        return "receipts/" + customerId + "/" + imageId + ".json";
    }
}
