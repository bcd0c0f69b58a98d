package dev.darkroom.cli.connectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.cli.console.TextTable;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** How outcomes are told: as a table, or as JSON for programs. */
final class OutputOptions {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "Print JSON: {\"connectors\": [{name, action, state, changes, problems}]}.")
    private boolean json;

    void print(List<Outcome> outcomes, PrintWriter out) {
        if (json) {
            out.println(json(outcomes).toPrettyString());
        } else {
            table(outcomes, out);
        }
        out.flush();
    }

    private static void table(List<Outcome> outcomes, PrintWriter out) {
        TextTable table = new TextTable("connector", "action", "state");
        outcomes.forEach(outcome -> table.add(List.of(outcome.name(), outcome.action(), outcome.state())));
        table.print(out);
        for (Outcome outcome : outcomes) {
            if (!outcome.changes().isEmpty() || outcome.isFailure()) {
                out.printf("%n%s%n", outcome.name());
                outcome.changes().forEach(change -> out.println("  " + change));
                outcome.problems().forEach(problem -> out.println("  ! " + problem));
            }
        }
    }

    private static ObjectNode json(List<Outcome> outcomes) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode connectors = root.putArray("connectors");
        outcomes.forEach(outcome -> write(outcome, connectors.addObject()));
        return root;
    }

    private static void write(Outcome outcome, ObjectNode node) {
        node.put("name", outcome.name()).put("action", outcome.action()).put("state", outcome.state());
        ArrayNode changes = node.putArray("changes");
        outcome.changes().forEach(change -> {
            ObjectNode entry = changes.addObject().put("setting", change.setting());
            change.before().ifPresent(value -> entry.put("before", value));
            change.after().ifPresent(value -> entry.put("after", value));
        });
        ArrayNode problems = node.putArray("problems");
        outcome.problems().forEach(problems::add);
    }
}
