package dev.darkroom.imagecollection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A request's body as a JSON object of known fields. */
public final class JsonBody {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int LARGEST_BYTES = 32 << 10;

    private final ObjectNode fields;

    private JsonBody(ObjectNode fields) {
        this.fields = fields;
    }

    /**
     * Reads it.
     *
     * @throws ProblemException 400 when it is no JSON object or has other fields, 413 when it is too large
     *     for one
     */
    public static JsonBody of(ServerRequest request, Set<String> known) {
        if (request.headers().contentLength().orElse(0) > LARGEST_BYTES) {
            throw new Problem("too-large", 413, "The JSON may have " + LARGEST_BYTES + " bytes at most.").exception();
        }
        JsonBody body = new JsonBody(parse(request));
        body.fields.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw bad("The field " + name + " is not known here; known are " + String.join(", ", known) + ".");
            }
        });
        return body;
    }

    private static ObjectNode parse(ServerRequest request) {
        try (InputStream in = request.content().inputStream()) {
            byte[] bytes = in.readNBytes(LARGEST_BYTES);
            if (JSON.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw bad("Send a JSON object.");
        } catch (JsonProcessingException e) {
            throw bad("The body is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A text that is not empty.
     *
     * @throws ProblemException 400 when it is there and no text
     */
    public Optional<String> text(String name) {
        JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw bad(name + " is a text.");
        }
        return Optional.of(value.textValue()).filter(text -> !text.isEmpty());
    }

    /**
     * A number that has to be there.
     *
     * @throws ProblemException 400 when it is missing or no whole number
     */
    public long number(String name) {
        JsonNode value = fields.get(name);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw bad(name + " is a whole number, and has to be given.");
        }
        return value.longValue();
    }

    /** A list given as JSON or as a text that holds it; its JSON. */
    public Optional<String> json(String name) {
        JsonNode value = fields.get(name);
        return value == null || value.isNull()
                ? Optional.empty()
                : Optional.of(value.isTextual() ? value.textValue() : value.toString());
    }

    /**
     * A list of texts.
     *
     * @throws ProblemException 400 when it is there and no list of texts
     */
    public Optional<List<String>> texts(String name) {
        JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(element.isTextual() ? element.textValue() : ""));
        if (!value.isArray() || texts.contains("")) {
            throw bad(name + " is a list of texts.");
        }
        return Optional.of(texts);
    }

    /** False when it is not there. */
    public boolean flag(String name) {
        JsonNode value = fields.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw bad(name + " is true or false.");
        }
        return value.asBoolean();
    }

    /** What is answered to a request that is not as it should be. */
    public static ProblemException bad(String detail) {
        return new Problem("bad-request", 400, detail).exception();
    }
}
