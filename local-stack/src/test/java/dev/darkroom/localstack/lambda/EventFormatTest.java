package dev.darkroom.localstack.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class EventFormatTest {
    private final EventFormat format = new EventFormat("arn:aws:kafka:cluster", "b-1:9098");

    @Test
    void writesTheEventAsTheLambdaGuideShowsIt() throws IOException {
        // When
        String event = format.event(List.of(
                TestingBatches.record(0, 15, "one"),
                TestingBatches.record(1, 7, "two"),
                new ConsumerRecord<>("tasks", 0, 16, TestingBatches.bytes("k"), null)));

        // Then
        JsonMapper json = new JsonMapper();
        assertThat(json.readTree(event)).isEqualTo(json.readTree("""
                {"eventSource":"aws:kafka","eventSourceArn":"arn:aws:kafka:cluster","bootstrapServers":"b-1:9098",
                 "records":{
                   "tasks-0":[
                     {"topic":"tasks","partition":0,"offset":15,"timestamp":1545084650987,
                      "timestampType":"CREATE_TIME","key":"a2V5","value":"b25l",
                      "headers":[{"trace":[104,101,-61]}]},
                     {"topic":"tasks","partition":0,"offset":16,"timestamp":-1,
                      "timestampType":"NO_TIMESTAMP_TYPE","key":"aw==","value":null,"headers":[]}],
                   "tasks-1":[
                     {"topic":"tasks","partition":1,"offset":7,"timestamp":1545084650987,
                      "timestampType":"CREATE_TIME","key":"a2V5","value":"dHdv",
                      "headers":[{"trace":[104,101,-61]}]}]}}
                """));
    }

    @Test
    void neverUnderestimatesTheSizeOfARecord() {
        // Given
        ConsumerRecord<byte[], byte[]> record = TestingBatches.record(123, Long.MAX_VALUE, new byte[10_000]);
        int frame = format.event(List.of()).length();

        // When
        long estimate = EventFormat.sizeOf(record);

        // Then
        assertThat(estimate).isBetween(format.event(List.of(record)).length() - frame - 20L, 14_000L);
    }
}
