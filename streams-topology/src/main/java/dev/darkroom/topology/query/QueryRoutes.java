package dev.darkroom.topology.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import dev.darkroom.schemas.Lane;
import dev.darkroom.topology.admission.Names;
import dev.darkroom.topology.lifecycle.ImageState;
import dev.darkroom.topology.tracking.OpenImage;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.kafka.streams.state.HostInfo;

/**
 * {@code GET /v1/images/{id}}, {@code /v1/customers/{id}/images?state=open}, {@code /v1/commands/{id}} and
 * {@code /v1/lanes}, answered by whichever instance knows.
 */
final class QueryRoutes {
    private static final int MOST_LISTED = 1_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalStores stores;
    private final Peers peers;

    QueryRoutes(LocalStores stores, Peers peers) {
        this.stores = stores;
        this.peers = peers;
    }

    void sendImage(ServerRequest request, ServerResponse response) {
        String imageId = id(request);
        switch (stores.image(imageId)) {
            case Answer.Found<ImageState>(ImageState state) ->
                send(response, Documents.of(state).toString());
            case Answer.Absent<ImageState> absent -> askOthersForImage(request, response, imageId, true);
            case Answer.Unsure<ImageState> unsure -> askOthersForImage(request, response, imageId, false);
        }
    }

    /** The id does not tell the customer, by whom images are partitioned: whoever has it answers. */
    private void askOthersForImage(ServerRequest request, ServerResponse response, String imageId, boolean absentHere) {
        boolean absent = absentHere;
        if (!isPassedOn(request)) {
            for (HostInfo host : peers.others()) {
                Optional<HttpResponse<String>> answer = peers.ask(host, "/v1/images/" + imageId);
                if (answer.isPresent() && answer.get().statusCode() == 200) {
                    send(response, answer.get().body());
                    return;
                }
                absent &= answer.isPresent() && answer.get().statusCode() == 404;
            }
        }
        throw absent
                ? Problem.notFound("No image with this id was accepted, or it ended longer ago than is remembered.")
                        .exception()
                : unsure();
    }

    void sendOpenImages(ServerRequest request, ServerResponse response) {
        String customerId = id(request);
        if (!request.query().first("state").orElse("").equals("open")) {
            throw new Problem("state-unknown", 400, "Only ?state=open can be asked for.").exception();
        }
        Optional<String> document = isPassedOn(request)
                ? ownOpenImages(customerId)
                : peers.of(OpenImage.STORE, customerId).stream()
                        .flatMap(host -> openImages(host, customerId).stream())
                        .findFirst();
        send(response, document.orElseThrow(QueryRoutes::unsure));
    }

    private Optional<String> openImages(HostInfo host, String customerId) {
        return peers.isSelf(host)
                ? ownOpenImages(customerId)
                : peers.ask(host, "/v1/customers/" + customerId + "/images?state=open")
                        .filter(answer -> answer.statusCode() == 200)
                        .map(HttpResponse::body);
    }

    private Optional<String> ownOpenImages(String customerId) {
        Oldest oldest = new Oldest();
        if (!stores.openImages(customerId, oldest::add)) {
            return Optional.empty();
        }
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("customer_id", customerId)
                .put("open", oldest.seen);
        ArrayNode images = document.putArray("images");
        oldest.inOrder().forEach(image -> images.add(Documents.of(image)));
        return Optional.of(document.toString());
    }

    void sendLanes(ServerRequest request, ServerResponse response) {
        Map<Lane, LaneDepth> lanes = new EnumMap<>(Lane.class);
        boolean all =
                stores.openImages(image -> lane(lanes, image.entry().lane()).add(image));
        if (!isPassedOn(request)) {
            for (HostInfo host : peers.others()) {
                all &= peers.ask(host, "/v1/lanes")
                        .filter(answer -> addTo(lanes, answer))
                        .isPresent();
            }
        }
        if (!all) {
            throw unsure();
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode array = document.putArray("lanes");
        LaneDepth.LANES.forEach(lane -> array.add(lane(lanes, lane).document(lane)));
        send(response, document.toString());
    }

    /** What came of an operator's command, on all partitions together. */
    void sendCommand(ServerRequest request, ServerResponse response) {
        String commandId = id(request);
        CommandReport report = new CommandReport();
        boolean all = stores.progress(commandId, report::add);
        if (!isPassedOn(request)) {
            for (HostInfo host : peers.others()) {
                all &= peers.ask(host, "/v1/commands/" + commandId)
                        .filter(answer -> addTo(report, answer))
                        .isPresent();
            }
        }
        if (!all) {
            throw unsure();
        }
        if (report.isEmpty()) {
            throw Problem.notFound("No command with this id has come, or it came longer ago than is remembered.")
                    .exception();
        }
        send(response, report.document(commandId, stores.partitions()).toString());
    }

    private static boolean addTo(CommandReport report, HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            return answer.statusCode() == 404;
        }
        try {
            report.add(JSON.readTree(answer.body()));
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static LaneDepth lane(Map<Lane, LaneDepth> lanes, Lane lane) {
        return lanes.computeIfAbsent(lane, ignored -> new LaneDepth());
    }

    private static boolean addTo(Map<Lane, LaneDepth> lanes, HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            return false;
        }
        try {
            List<JsonNode> documents =
                    JSON.readTree(answer.body()).path("lanes").valueStream().toList();
            for (int i = 0; i < documents.size(); i++) {
                lane(lanes, LaneDepth.LANES.get(i)).add(documents.get(i));
            }
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String id(ServerRequest request) {
        String id = request.path().pathParameters().get("id");
        if (!Names.isId(id)) {
            throw new Problem("id-malformed", 400, "Ids are 1 to 64 letters, digits, hyphens or underscores.")
                    .exception();
        }
        return id;
    }

    private static boolean isPassedOn(ServerRequest request) {
        return request.headers().contains(HeaderNames.create(Peers.PASSED_ON));
    }

    private static ProblemException unsure() {
        return Problem.unavailable("Partitions are being moved and nobody can tell yet; ask again.", RETRY_AFTER)
                .exception();
    }

    private static void send(ServerResponse response, String document) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json").send(document);
    }

    /** Of images in any order those that were accepted first. */
    private static final class Oldest {
        private static final Comparator<OpenImage> ORDER = Comparator.comparing(
                        (OpenImage image) -> image.entry().acceptedAt())
                .thenComparing(OpenImage::imageId);

        private final PriorityQueue<OpenImage> images = new PriorityQueue<>(ORDER.reversed());
        private long seen;

        void add(OpenImage image) {
            seen++;
            images.add(image);
            if (images.size() > MOST_LISTED) {
                images.poll();
            }
        }

        List<OpenImage> inOrder() {
            return images.stream().sorted(ORDER).toList();
        }
    }
}
