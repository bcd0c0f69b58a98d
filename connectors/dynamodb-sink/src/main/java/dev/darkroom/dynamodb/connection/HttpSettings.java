package dev.darkroom.dynamodb.connection;

import dev.darkroom.dynamodb.settings.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** How requests travel. The one place that knows which HTTP client of the AWS SDK is used. */
record HttpSettings(Duration requestTimeout, Duration connectTimeout, Optional<ProxySettings> proxy) {
    static final String REQUEST_TIMEOUT = "request.timeout.ms";
    static final String CONNECT_TIMEOUT = "connect.timeout.ms";

    private static final String GROUP = "Connection";

    static void define(ConfigDef definition) {
        definition
                .define(
                        REQUEST_TIMEOUT,
                        ConfigDef.Type.LONG,
                        10_000L,
                        ConfigDef.Range.between(1L, Integer.MAX_VALUE),
                        Importance.LOW,
                        "Milliseconds to wait for the answer to one request before it is made again.",
                        GROUP,
                        5,
                        Width.SHORT,
                        "Request timeout")
                .define(
                        CONNECT_TIMEOUT,
                        ConfigDef.Type.LONG,
                        5_000L,
                        ConfigDef.Range.between(1L, Integer.MAX_VALUE),
                        Importance.LOW,
                        "Milliseconds to wait for a connection to open.",
                        GROUP,
                        6,
                        Width.SHORT,
                        "Connect timeout");
        ProxySettings.define(definition, GROUP, 7);
    }

    static HttpSettings from(AbstractConfig config) {
        return new HttpSettings(
                Duration.ofMillis(config.getLong(REQUEST_TIMEOUT)),
                Duration.ofMillis(config.getLong(CONNECT_TIMEOUT)),
                ProxySettings.from(config));
    }

    static List<Problem> problems(AbstractConfig config) {
        return ProxySettings.problems(config);
    }

    SdkHttpClient.Builder<?> clientBuilder(int maxConnections) {
        Apache5HttpClient.Builder builder = Apache5HttpClient.builder()
                .maxConnections(maxConnections)
                .connectionTimeout(connectTimeout)
                .connectionAcquisitionTimeout(requestTimeout)
                .socketTimeout(requestTimeout);
        proxy.ifPresent(through -> builder.proxyConfiguration(through.configuration()));
        return builder;
    }

    HttpSettings within(Duration most) {
        return new HttpSettings(shorter(requestTimeout, most), shorter(connectTimeout, most), proxy);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
