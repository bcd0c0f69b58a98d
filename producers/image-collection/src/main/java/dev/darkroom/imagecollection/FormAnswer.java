package dev.darkroom.imagecollection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a form's files, in their order: 202 when all were accepted, 207 when some were. */
final class FormAnswer {
    private final AcceptedAnswer answer;
    private final List<ObjectNode> files = new ArrayList<>();
    private @Nullable ProblemException problem;
    private boolean someAccepted;
    private boolean broken;

    FormAnswer(AcceptedAnswer answer) {
        this.answer = answer;
    }

    int files() {
        return files.size();
    }

    void accepted(Optional<String> name, Accepted accepted) {
        ObjectNode file = answer.document(accepted);
        name.ifPresent(text -> file.put("name", text));
        files.add(file);
        someAccepted = true;
    }

    void refused(Optional<String> name, Problem refusal) {
        ObjectNode file = JsonNodeFactory.instance.objectNode().put("state", "refused");
        name.ifPresent(text -> file.put("name", text));
        file.set("problem", refusal.json());
        files.add(file);
        problem = problem == null ? refusal.exception() : problem;
        broken |= refusal.status() >= 500;
    }

    /** The form itself cannot be read any further. */
    void broken(ProblemException reason) {
        broken = true;
        if (files.isEmpty() || someAccepted) {
            refused(Optional.empty(), reason.problem());
        }
    }

    /** @throws ProblemException the first file's, when none was accepted */
    FormAnswer orThrow() {
        if (problem != null && !someAccepted) {
            throw problem;
        }
        return this;
    }

    void send(ServerResponse response) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("images").addAll(files);
        if (broken) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        response.status(problem == null ? Status.ACCEPTED_202 : Status.create(207, "Multi-Status"))
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(document.toString());
    }
}
