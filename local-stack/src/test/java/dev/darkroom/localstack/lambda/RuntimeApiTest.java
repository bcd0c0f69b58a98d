package dev.darkroom.localstack.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RuntimeApiTest {
    @Test
    void tellsTheRuntimeWhatAwsTellsItOfAnInvocation() throws IOException, InterruptedException {
        // Given
        Invocation invocation = Invocation.of("{}");
        Instant deadline = Instant.parse("2026-01-01T00:00:20Z");
        long before = Instant.now().getEpochSecond();
        HttpResponse<String> next;
        try (RuntimeApi api = RuntimeApi.start("arn:function", signal -> {});
                HttpClient http = HttpClient.newHttpClient()) {
            api.give(invocation, deadline);

            // When
            next = http.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://" + api.address() + "/2018-06-01/runtime/invocation/next"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        // Then
        assertThat(next.body()).isEqualTo("{}");
        assertThat(header(next, "Lambda-Runtime-Aws-Request-Id")).isEqualTo(invocation.requestId());
        assertThat(header(next, "Lambda-Runtime-Deadline-Ms")).isEqualTo("1767225620000");
        assertThat(header(next, "Lambda-Runtime-Invoked-Function-Arn")).isEqualTo("arn:function");
        String trace = header(next, "Lambda-Runtime-Trace-Id");
        assertThat(trace).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
        assertThat(Long.parseLong(trace.substring(7, 15), 16))
                .isBetween(before, Instant.now().getEpochSecond());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
