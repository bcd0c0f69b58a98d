package dev.darkroom.localstack.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The JSON a runtime posts with an error. */
record FunctionError(String body) {
    private static final JsonMapper JSON = new JsonMapper();

    String type(String otherwise) {
        @Nullable String type = field("errorType");
        return type == null ? otherwise : type;
    }

    String message() {
        @Nullable String message = field("errorMessage");
        return message == null ? "" : message;
    }

    private @Nullable String field(String name) {
        try {
            JsonNode error = JSON.readTree(body);
            return error.hasNonNull(name) ? error.get(name).asText() : null;
        } catch (IOException e) {
            return null;
        }
    }
}
