package dev.darkroom.imagecollection.outbound;

import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** An HTTP client for addresses that clients of the service name. Follows no redirect by itself, keeps no cookies. */
public final class OutboundHttp implements AutoCloseable {
    private static final int LONGEST_URL = 2048;
    private static final String FORM = "Give an https URL on the usual port, without user, of at most 2048 characters.";
    private static final Timeout CONNECT = Timeout.ofSeconds(3);
    private static final int MOST_CONNECTIONS = 200;
    private static final int MOST_CONNECTIONS_TO_ONE = 20;

    private final CloseableHttpClient client;
    private final HostPatterns trusted;
    private final PublicAddresses addresses;

    private OutboundHttp(CloseableHttpClient client, HostPatterns trusted, PublicAddresses addresses) {
        this.client = client;
        this.trusted = trusted;
        this.addresses = addresses;
    }

    /**
     * A client that trusts the JVM's certificate authorities.
     *
     * @param trusted hosts that may have any address and port: those the operator has named
     * @param silence how long a server may send nothing
     */
    public static OutboundHttp create(HostPatterns trusted, Duration silence) {
        try {
            return create(trusted, silence, SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no TLS", e);
        }
    }

    /** A client that trusts whom {@code tls} trusts. */
    public static OutboundHttp create(HostPatterns trusted, Duration silence, SSLContext tls) {
        PublicAddresses addresses = new PublicAddresses(trusted::match);
        CloseableHttpClient client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(addresses)
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS_TO_ONE)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(Timeout.of(silence))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(silence))
                        .setConnectionRequestTimeout(CONNECT)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Darkroom")
                .build();
        return new OutboundHttp(client, trusted, addresses);
    }

    /**
     * Checks a URL's form: https, a host, the usual port, no user.
     *
     * @throws ProblemException 400 when it is not so
     */
    public URI check(String url) {
        try {
            URI uri = new URI(url);
            if (url.length() <= LONGEST_URL
                    && "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && (uri.getPort() == -1 || uri.getPort() == 443 || trusted.match(uri.getHost()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw bad(FORM, e);
        }
        throw bad(FORM, null);
    }

    /**
     * Checks a URL's form, and that its host has none but public addresses now. A host that has no address yet passes;
     * what is sent to it later is held to the addresses it has then.
     *
     * @throws ProblemException 400 when it is not so
     */
    public URI checkPublic(String url) {
        URI uri = check(url);
        try {
            addresses.resolve(uri.getHost());
        } catch (PublicAddresses.NotPublicException e) {
            throw bad("The URL's host has an address that is not public. Give one that is reached from everywhere.", e);
        } catch (UnknownHostException e) {
            return uri;
        }
        return uri;
    }

    private static ProblemException bad(String detail, @Nullable Exception cause) {
        return new Problem("bad-url", 400, detail).exception(cause);
    }

    /**
     * Sends a request and hands the answer over while it comes.
     *
     * @param longest for all of it; then it is broken off
     * @throws IOException when there is no answer, or the host has an address that is not public
     */
    public <T> T send(HttpUriRequestBase request, Duration longest, HttpClientResponseHandler<T> handler)
            throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> breakOff(request, longest, done));
        try {
            return client.execute(request, handler);
        } finally {
            done.countDown();
        }
    }

    private static void breakOff(HttpUriRequestBase request, Duration longest, CountDownLatch done) {
        try {
            if (!done.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                request.cancel();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether that is why a request failed. */
    public static boolean notPublic(Throwable failure) {
        return failure instanceof PublicAddresses.NotPublicException;
    }

    /** The answer's header of this name, if there is one. */
    public static Optional<String> header(ClassicHttpResponse response, String name) {
        return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
