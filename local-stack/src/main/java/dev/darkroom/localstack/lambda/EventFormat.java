package dev.darkroom.localstack.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Writes records as the event an MSK event source sends (Lambda guide, with-msk): records by topic-partition, keys and
 * values in Base64, headers as lists of signed bytes.
 */
record EventFormat(String eventSourceArn, String bootstrapServers) {
    private static final JsonMapper JSON = new JsonMapper();
    /** About what a record's field names, numbers and punctuation take. */
    private static final int FRAME_BYTES = 220;
    /** "-128," */
    private static final int HEADER_BYTE_LENGTH = 5;

    String event(List<ConsumerRecord<byte[], byte[]>> records) {
        StringWriter event = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(event)) {
            json.writeStartObject();
            json.writeStringField("eventSource", "aws:kafka");
            json.writeStringField("eventSourceArn", eventSourceArn);
            json.writeStringField("bootstrapServers", bootstrapServers);
            json.writeObjectFieldStart("records");
            for (Map.Entry<String, List<ConsumerRecord<byte[], byte[]>>> partition :
                    byPartition(records).entrySet()) {
                json.writeArrayFieldStart(partition.getKey());
                for (ConsumerRecord<byte[], byte[]> record : partition.getValue()) {
                    write(json, record);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return event.toString();
    }

    /** An upper bound, close enough to keep events under 6 MB, of the bytes a record takes in an event. */
    static long sizeOf(ConsumerRecord<byte[], byte[]> record) {
        long size = (long) FRAME_BYTES + record.topic().length();
        size += base64Length(record.serializedKeySize()) + base64Length(record.serializedValueSize());
        for (Header header : record.headers()) {
            size += header.key().length() * 2L + HEADER_BYTE_LENGTH * (length(header) + 2L);
        }
        return size;
    }

    /** The name a partition has in an event and in a batch response. */
    static String partitionName(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition();
    }

    private static Map<String, List<ConsumerRecord<byte[], byte[]>>> byPartition(
            List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .collect(Collectors.groupingBy(EventFormat::partitionName, LinkedHashMap::new, Collectors.toList()));
    }

    private static void write(JsonGenerator json, ConsumerRecord<byte[], byte[]> record) throws IOException {
        json.writeStartObject();
        json.writeStringField("topic", record.topic());
        json.writeNumberField("partition", record.partition());
        json.writeNumberField("offset", record.offset());
        json.writeNumberField("timestamp", record.timestamp());
        json.writeStringField("timestampType", record.timestampType().name());
        writeBase64(json, "key", record.key());
        writeBase64(json, "value", record.value());
        json.writeArrayFieldStart("headers");
        for (Header header : record.headers()) {
            json.writeStartObject();
            writeBytes(json, header);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    // Kafka's records have null keys and values, though nothing in their types says so.
    @SuppressWarnings("ConstantConditions")
    private static void writeBase64(JsonGenerator json, String field, byte[] bytes) throws IOException {
        if (bytes == null) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, Base64.getEncoder().encodeToString(bytes));
        }
    }

    private static void writeBytes(JsonGenerator json, Header header) throws IOException {
        json.writeArrayFieldStart(header.key());
        for (int i = 0; i < length(header); i++) {
            json.writeNumber(header.value()[i]);
        }
        json.writeEndArray();
    }

    private static int length(Header header) {
        return header.value() == null ? 0 : header.value().length;
    }

    private static long base64Length(int bytes) {
        return bytes <= 0 ? 4 : (bytes + 2) / 3 * 4L;
    }
}
