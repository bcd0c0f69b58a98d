package dev.darkroom.dynamodb.connection;

import dev.darkroom.dynamodb.settings.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/** The HTTP proxy that requests to AWS go through. */
record ProxySettings(URI url, Optional<Login> login) {
    static final String URL = "proxy.url";
    static final String USER = "proxy.user";
    static final String PASSWORD = "proxy.password";

    /** Who the proxy is told to ask for. */
    record Login(String user, Password password) {}

    static void define(ConfigDef definition, String group, int order) {
        definition
                .define(
                        URL,
                        ConfigDef.Type.STRING,
                        null,
                        TextForm.matching("http://[^/?#@:\\s]+:[0-9]{1,5}/?", "http://host:port"),
                        Importance.LOW,
                        "HTTP proxy to reach AWS through, for every host. Without it the AWS SDK looks: http.proxyHost"
                                + " and https.proxyHost, HTTP_PROXY and HTTPS_PROXY.",
                        group,
                        order,
                        Width.MEDIUM,
                        "Proxy")
                .define(
                        USER,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.LOW,
                        "User to log in to the proxy as.",
                        group,
                        order + 1,
                        Width.MEDIUM,
                        "Proxy user")
                .define(
                        PASSWORD,
                        ConfigDef.Type.PASSWORD,
                        null,
                        Importance.LOW,
                        "Password of the proxy's user.",
                        group,
                        order + 2,
                        Width.MEDIUM,
                        "Proxy password");
    }

    static Optional<ProxySettings> from(AbstractConfig config) {
        return Optional.ofNullable(config.getString(URL))
                .map(url -> new ProxySettings(
                        URI.create(url),
                        Optional.ofNullable(config.getString(USER))
                                .map(user -> new Login(user, config.getPassword(PASSWORD)))));
    }

    static List<Problem> problems(AbstractConfig config) {
        Together options = new Together(config);
        List<Problem> problems = new ArrayList<>();
        options.needs(USER, URL).ifPresent(problems::add);
        options.needs(USER, PASSWORD).ifPresent(problems::add);
        options.needs(PASSWORD, USER).ifPresent(problems::add);
        return problems;
    }

    /** Without what the environment says about proxies: an option that is set is all that counts. */
    ProxyConfiguration configuration() {
        ProxyConfiguration.Builder builder = ProxyConfiguration.builder()
                .endpoint(url)
                .useSystemPropertyValues(false)
                .useEnvironmentVariableValues(false);
        login.ifPresent(login -> builder.username(login.user())
                .password(login.password().value())
                .preemptiveBasicAuthenticationEnabled(true));
        return builder.build();
    }
}
