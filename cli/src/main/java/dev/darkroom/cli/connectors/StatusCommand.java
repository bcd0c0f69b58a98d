package dev.darkroom.cli.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.cli.console.TextTable;
import dev.darkroom.localstack.connect.ConnectRest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how connectors and their tasks are. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Tell how connectors and their tasks are; ends with 1 when one has failed or is not there.")
final class StatusCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Connectors (default: all).")
    private List<String> names = List.of();

    @Mixin
    private WorkerOptions worker = new WorkerOptions();

    @Option(
            names = "--json",
            description = "Print what Connect answers for each: {NAME: {name, connector, tasks, type}}.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (ConnectRest connect = worker.connect()) {
            JsonNode all = Reconciliation.require(connect.connectors());
            List<ConnectorStatus> statuses = (names.isEmpty() ? names(all) : names)
                    .stream()
                            .map(name ->
                                    new ConnectorStatus(name, all.path(name).path("status")))
                            .toList();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(ConnectorStatus.json(statuses).toPrettyString());
            } else {
                table(statuses, out);
            }
            out.flush();
            return statuses.stream().allMatch(ConnectorStatus::isWell) ? 0 : 1;
        }
    }

    private static void table(List<ConnectorStatus> statuses, PrintWriter out) {
        TextTable table = new TextTable("connector", "state", "task", "worker", "cause");
        for (ConnectorStatus status : statuses) {
            if (status.isMissing()) {
                table.add(List.of(status.name(), "not there", "", "", ""));
                continue;
            }
            table.add(row(status.name(), "", status.status().path("connector")));
            status.status()
                    .path("tasks")
                    .forEach(task -> table.add(row("", task.path("id").asText(), task)));
        }
        table.print(out);
    }

    private static List<String> row(String name, String task, JsonNode part) {
        return List.of(
                name,
                part.path("state").asText().toLowerCase(Locale.ROOT),
                task,
                part.path("worker_id").asText(),
                part.path("trace").asText().lines().findFirst().orElse(""));
    }

    static List<String> names(JsonNode all) {
        List<String> names = new ArrayList<>();
        all.fieldNames().forEachRemaining(names::add);
        return names.stream().sorted().toList();
    }
}
