package dev.darkroom.httpservice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /livez}: the process answers. {@code GET /readyz}: what it needs answers too, asked at most every two
 * seconds however many ask.
 */
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final Duration AGE = Duration.ofSeconds(2);

    private final Map<String, Check> checks;
    private final ReentrantLock asking = new ReentrantLock();
    private Map<String, String> answers = Map.of();
    private long askedAt;

    private Health(Map<String, Check> checks) {
        this.checks = new TreeMap<>(checks);
    }

    /** Asks one thing the service needs; its own time limit keeps it under a few seconds. */
    @FunctionalInterface
    public interface Check {
        /**
         * Asks.
         *
         * @throws Exception when the service cannot do its work for want of this
         */
        void run() throws Exception;
    }

    /** Adds both routes; {@code checks} by the name of what is needed. */
    public static void addTo(Routes routes, Map<String, Check> checks) {
        Health health = new Health(checks);
        routes.get(
                "/livez",
                (request, response) -> response.header(HeaderNames.CONTENT_TYPE, "application/json")
                        .send("{\"live\":true}"));
        routes.get("/readyz", (request, response) -> {
            Map<String, String> now = health.ask();
            boolean ready = now.values().stream().allMatch("ok"::equals);
            ObjectNode document = JsonNodeFactory.instance.objectNode().put("ready", ready);
            ObjectNode details = document.putObject("checks");
            now.forEach(details::put);
            response.status(ready ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
                    .header(HeaderNames.CONTENT_TYPE, "application/json")
                    .send(document.toString());
        });
    }

    private Map<String, String> ask() {
        asking.lock();
        try {
            if (answers.isEmpty() || System.nanoTime() - askedAt > AGE.toNanos()) {
                Map<String, String> fresh = new TreeMap<>();
                checks.forEach((name, check) -> fresh.put(name, answer(name, check)));
                answers = fresh;
                askedAt = System.nanoTime();
            }
            return answers;
        } finally {
            asking.unlock();
        }
    }

    private static String answer(String name, Check check) {
        try {
            check.run();
            return "ok";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "away";
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("check", name).setCause(e).log("Not ready");
            return "away";
        }
    }
}
