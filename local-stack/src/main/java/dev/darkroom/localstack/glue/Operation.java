package dev.darkroom.localstack.glue;

import com.fasterxml.jackson.databind.JsonNode;

/** One operation of the Glue API. */
interface Operation {
    JsonNode answer(JsonNode request);
}
