package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Connect's REST API says about configurations that cannot work. */
@OnConnect
final class ConfigErrorsIT {
    private final TestingConnect connect = TestingConnect.shared();

    @BeforeAll
    static void create() {
        TestingTable.create("checked", "id", "part");
    }

    @Test
    void findsNothingWrongWithWhatFits() {
        assertThat(errors(Map.of("sort.key.attribute", "part"))).isEmpty();
    }

    @Test
    void saysAtEachOptionWhatIsWrongWithItByItself() {
        assertThat(errors(Map.of(
                        "aws.region", "EU West",
                        "table.create.tags", "team",
                        "proxy.url", "proxy:3128",
                        "request.timeout.ms", "soon")))
                .containsOnlyKeys("aws.region", "table.create.tags", "proxy.url", "request.timeout.ms");
    }

    @Test
    void saysAtEachOptionWhatDoesNotGoWithAnother() {
        assertThat(errors(Map.of(
                        "aws.access.key.id", "id",
                        "aws.assume.role.external.id", "ext",
                        "proxy.user", "user",
                        "table.create.billing.mode", "provisioned",
                        "table.create.read.capacity", "1",
                        "ttl.seconds", "60")))
                .containsOnlyKeys(
                        "aws.access.key.id",
                        "aws.assume.role.external.id",
                        "proxy.user",
                        "table.create.write.capacity",
                        "ttl.seconds");
    }

    @Test
    void saysAtEachOptionWhatTheTableHasAgainstIt() {
        assertThat(errors(Map.of("hash.key.attribute", "uuid", "ttl.attribute", "expires")))
                .hasEntrySatisfying(
                        "hash.key.attribute",
                        error -> assertThat(error).contains("table checked has the hash key id (S)"))
                .hasEntrySatisfying(
                        "sort.key.attribute",
                        error -> assertThat(error).contains("table checked has the sort key part (S)"))
                .hasEntrySatisfying("ttl.attribute", error -> assertThat(error).contains("do not expire"))
                .hasSize(3);
    }

    @Test
    void saysWhichTypeTheTableHas() {
        assertThat(errors(Map.of("sort.key.attribute", "part", "sort.key.source", "offset")))
                .containsOnlyKeys("sort.key.source");
    }

    @Test
    void saysThatTheTableIsMissingUnlessItWillBeCreated() {
        assertThat(errors(Map.of("table.name", "not-there"))).containsOnlyKeys("table.name");
        assertThat(errors(Map.of("table.name", "not-there", "table.create", "true")))
                .isEmpty();
    }

    @Test
    void looksAtNoTableWhenItIsToldSo() {
        assertThat(errors(Map.of("table.name", "not-there", "preflight", "false")))
                .isEmpty();
    }

    @Test
    void saysNothingAboutTablesThatOnlyRecordsName() {
        assertThat(errors(Map.of("table.name", "${value.tenant}"))).isEmpty();
    }

    /** The first error of each option that has one. */
    private Map<String, String> errors(Map<String, String> options) {
        Map<String, String> config = Configs.json("checked", options);
        config.put("name", "checked");
        config.putIfAbsent("aws.region", "us-east-1");
        config.put("aws.endpoint", connect.dynamoDb().endpoint().toString());
        Map<String, String> errors = new TreeMap<>();
        for (JsonNode option : connect.rest().validate(config).path("configs")) {
            JsonNode value = option.path("value");
            if (!value.path("errors").isEmpty()) {
                errors.put(
                        value.path("name").asText(),
                        value.path("errors").path(0).asText());
            }
        }
        return errors;
    }
}
