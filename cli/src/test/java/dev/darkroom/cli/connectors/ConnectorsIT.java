package dev.darkroom.cli.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.localstack.connect.ConnectRest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real worker. */
final class ConnectorsIT {
    private static TestingConnect connect;

    @TempDir
    private Path directory;

    private TestingCommand command;

    @BeforeAll
    static void start() {
        connect = new TestingConnect();
    }

    @AfterAll
    static void stop() {
        connect.close();
    }

    @BeforeEach
    void commandInAnEmptyFolder() {
        command = new TestingCommand(connect.endpoint(), directory);
    }

    @AfterEach
    void takeConnectorsAway() {
        TestingSinkConnector.TASKS_FAIL.set(false);
        try (ConnectRest rest = new ConnectRest(connect.endpoint())) {
            rest.connectors().body().fieldNames().forEachRemaining(rest::delete);
        }
    }

    @Test
    void putsAConnectorInAndThenFindsNothingToDo() {
        // Given
        command.write("first", Map.of("tasks.max", "2"));

        // When
        TestingCommand.Result put = command.run("apply", directory.toString());
        TestingCommand.Result again = command.run("apply", directory.toString());
        TestingCommand.Result diff = command.run("diff", directory.toString());

        // Then
        assertThat(put.out()).containsPattern("first +create +running").contains("+ tasks.max = 2");
        assertThat(again.out()).containsPattern("first +keep +running");
        assertThat(put.exitCode()).isZero();
        assertThat(again.exitCode()).isZero();
        assertThat(diff.exitCode()).isZero();
        assertThat(command.run("status", "first").out()).containsPattern("running +1 ");
    }

    @Test
    void showsEachSettingThatDiffersAndHidesSecrets() {
        // Given
        command.write(
                "changed", Map.of("limit", "2", "pass.phrase", "old-word", "header.converter.token", "old-token"));
        command.run("apply", directory.toString());
        command.write(
                "changed", Map.of("tasks.max", "1", "pass.phrase", "new-word", "header.converter.token", "new-token"));

        // When
        TestingCommand.Result diff = command.run("diff", directory.toString());

        // Then
        assertThat(diff.exitCode()).isEqualTo(1);
        assertThat(diff.out())
                .contains("- limit = 2", "+ tasks.max = 1", "~ pass.phrase = [hidden] -> [hidden]")
                .contains("~ header.converter.token = [hidden] -> [hidden]")
                .doesNotContain("word\n", "old-", "new-");
    }

    @Test
    void changesNothingOnADryRun() {
        // Given
        command.write("dry", Map.of());

        // When
        TestingCommand.Result dry = command.run("apply", directory.toString(), "--dry-run");

        // Then
        assertThat(dry.exitCode()).isZero();
        assertThat(dry.out()).containsPattern("dry +create");
        assertThat(command.run("status", "dry").out()).containsPattern("dry +not there");
    }

    @Test
    void putsNothingInWhenOneConfigIsBroken() {
        // Given
        command.write("good", Map.of());
        command.write("broken", Map.of("limit", "ten", "label", ""));

        // When
        TestingCommand.Result apply = command.run("apply", directory.toString());

        // Then
        assertThat(apply.exitCode()).isEqualTo(1);
        assertThat(apply.out())
                .containsPattern("broken +refuse")
                .containsPattern("good +create +not done")
                .contains("! limit: ", "! label: ");
        assertThat(command.run("status", "good").out()).contains("not there");
    }

    @Test
    void namesAVariableThatTheWorkerDoesNotHave() {
        // Given
        command.write("resolved", Map.of("label", "${env:LABEL}"));
        command.write("unresolved", Map.of("label", "${env:NOT_THERE}"));

        // When
        TestingCommand.Result apply = command.run("apply", directory.toString());

        // Then
        assertThat(apply.exitCode()).isEqualTo(1);
        assertThat(apply.out())
                .contains("! label: the worker does not know ${env:NOT_THERE}")
                .containsPattern("resolved +create +not done");
    }

    @Test
    void fillsVariablesFromItsOwnEnvironmentOrNamesTheOneThatIsNotSet() {
        // Given
        Path filled = command.write("filled", Map.of("label", "${env:PATH}"));
        Path unfilled = command.write("unfilled", Map.of("label", "${env:NOT_THERE}"));

        // When
        TestingCommand.Result apply = command.run("apply", filled.toString(), "--fill");
        TestingCommand.Result refused = command.run("apply", unfilled.toString(), "--fill");

        // Then
        assertThat(apply.out()).contains("+ label = " + System.getenv("PATH"));
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("unfilled.json: label needs the environment variable NOT_THERE");
    }

    @Test
    void saysWhichPluginIsMissingOrLeavesTheConnectorOut() {
        // Given
        command.write("absent", Map.of("connector.class", "org.example.Absent"));

        // When
        TestingCommand.Result refused = command.run("apply", directory.toString());
        TestingCommand.Result skipped = command.run("apply", directory.toString(), "--skip-missing");

        // Then
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).contains("no plugin with org.example.Absent", "plugin.path", "--skip-missing");
        assertThat(skipped.exitCode()).isZero();
        assertThat(skipped.out()).containsPattern("absent +skip");
    }

    @Test
    void takesAwayWhatNoFileTellsOfOnlyWhenItIsToldTo() {
        // Given
        Path extra = command.write("extra", Map.of());
        command.run("apply", extra.toString());
        assertThat(extra.toFile().delete()).isTrue();
        command.write("told", Map.of());

        // When
        TestingCommand.Result ignored = command.run("apply", directory.toString());
        TestingCommand.Result pruned = command.run("apply", directory.toString(), "--prune");

        // Then
        assertThat(ignored.out()).containsPattern("extra +ignore");
        assertThat(pruned.out()).containsPattern("extra +delete +gone").containsPattern("told +keep +running");
        assertThat(command.run("status", "extra").exitCode()).isEqualTo(1);
    }

    @Test
    void tellsWhyATaskFailedAndStartsIt() {
        // Given
        TestingSinkConnector.TASKS_FAIL.set(true);
        command.write("fragile", Map.of("label", "fragile"));
        command.write("sturdy", Map.of());

        // When
        TestingCommand.Result failed = command.run("apply", directory.toString());
        TestingCommand.Result status = command.run("status");
        TestingSinkConnector.TASKS_FAIL.set(false);
        TestingCommand.Result restarted = command.run("restart");

        // Then
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).containsPattern("fragile +create +failed").contains("told to fail");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out()).contains("told to fail");
        assertThat(restarted.out())
                .containsPattern("fragile +restart +running")
                .containsPattern("sturdy +none +nothing has failed");
        assertThat(restarted.exitCode()).isZero();
    }

    @Test
    void pausesResumesAndDeletes() {
        // Given
        command.write("moving", Map.of());
        command.run("apply", directory.toString());

        // When
        TestingCommand.Result paused = command.run("pause", "moving");
        TestingCommand.Result resumed = command.run("resume", "moving");
        TestingCommand.Result deleted = command.run("delete", "moving");
        TestingCommand.Result deletedAgain = command.run("delete", "moving");

        // Then
        assertThat(paused.out()).containsPattern("moving +pause +paused");
        assertThat(resumed.out()).containsPattern("moving +resume +running");
        assertThat(deleted.exitCode()).isZero();
        assertThat(deletedAgain.exitCode()).isEqualTo(1);
        assertThat(deletedAgain.out()).contains("not found");
    }

    @Test
    void tellsProgramsInJson() throws IOException {
        // Given
        command.write("told", Map.of("pass.phrase", "word"));

        // When
        JsonNode json = new ObjectMapper()
                .readTree(command.run("diff", directory.toString(), "--json").out());

        // Then
        JsonNode connector = json.path("connectors").path(0);
        assertThat(connector.path("name").asText()).isEqualTo("told");
        assertThat(connector.path("action").asText()).isEqualTo("create");
        assertThat(connector.path("changes").findValuesAsText("setting")).contains("pass.phrase", "label");
        assertThat(json.toString()).doesNotContain("word\"");
    }

    @Test
    void asksAgainWhileTheGroupRebalances() throws IOException {
        // Given
        command.write("patient", Map.of());
        try (Front front = Front.rebalancing(connect.endpoint(), 3)) {

            // When
            TestingCommand.Result apply =
                    new TestingCommand(front.endpoint(), directory).run("apply", directory.toString());

            // Then
            assertThat(apply.out()).containsPattern("patient +create +running");
            assertThat(front.refused()).isEqualTo(3);
        }
    }

    @Test
    void goesThroughTlsWithAUser(@TempDir Path keys) throws Exception {
        // Given
        command.write("secured", Map.of());
        Keys made = Keys.make(keys);
        System.setProperty("DARKROOM_CONNECT_PASSWORD", "open sesame");
        try (Front front = Front.secured(connect.endpoint(), made, "ops", "open sesame")) {
            TestingCommand secured = new TestingCommand(front.endpoint(), directory);

            // When
            TestingCommand.Result known = secured.run(
                    "apply",
                    directory.toString(),
                    "--user",
                    "ops",
                    "--ca",
                    made.certificate().toString());
            TestingCommand.Result unknown = secured.run(
                    "status", "--user", "nobody", "--ca", made.certificate().toString());
            TestingCommand.Result distrusted = secured.run("status", "--user", "ops");

            // Then
            assertThat(known.out()).containsPattern("secured +create +running");
            assertThat(unknown.exitCode()).isEqualTo(2);
            assertThat(unknown.err()).contains("401");
            assertThat(distrusted.exitCode()).isEqualTo(2);
            assertThat(distrusted.err()).contains("Connect does not answer at " + front.endpoint());
        } finally {
            System.clearProperty("DARKROOM_CONNECT_PASSWORD");
        }
    }

    @Test
    void saysWhereItFoundNobody() throws IOException {
        // Given
        int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        command.write("any", Map.of());

        // When
        TestingCommand.Result nobody = new TestingCommand(URI.create("http://127.0.0.1:" + unused), directory)
                .run("diff", directory.toString());

        // Then
        assertThat(nobody.exitCode()).isEqualTo(2);
        assertThat(nobody.err()).contains("Connect does not answer at http://127.0.0.1:" + unused);
    }

    @Test
    void readsNothingIntoAnEmptyFolder() {
        // When
        TestingCommand.Result apply = command.run("apply", directory.toString(), "--prune");

        // Then
        assertThat(apply.exitCode()).isEqualTo(2);
        assertThat(apply.err()).contains("neither a connector's file nor a folder with such");
    }
}
