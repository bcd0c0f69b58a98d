package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.mapping.Mapping.config;
import static dev.darkroom.dynamodb.mapping.Mapping.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

final class MappingSettingsTest {
    @Test
    void hasDefaultsForEverythingButTheHashKey() {
        // When
        MappingSettings settings = settings();

        // Then
        assertThat(settings)
                .isEqualTo(new MappingSettings(
                        TableName.parse("${topic}"),
                        new KeyMapping(KeyAttribute.hash("id", "value.id", DatetimeFormat.ISO_8601), Optional.empty()),
                        new ModeSettings(WriteMode.PUT, Tombstones.FAIL, Set.of()),
                        Optional.empty(),
                        new FieldSettings(
                                Set.of(),
                                Set.of(),
                                new Renames(List.of()),
                                AttributeNames.AS_IS,
                                Set.of(),
                                Optional.empty(),
                                List.of()),
                        new TypeSettings(
                                Nulls.OMIT, DatetimeFormat.ISO_8601, DecimalFormat.NUMBER, UnsupportedNumbers.FAIL),
                        Optional.empty(),
                        new OversizeSettings(OversizedItems.DEAD_LETTER, Optional.empty())));
        assertThat(settings.mode()).isEqualTo(WriteMode.PUT);
        assertThat(settings.isBatchable()).isTrue();
        assertThat(settings.offload()).isEmpty();
    }

    @Test
    void readsEveryOption() {
        // Given
        Map<String, String> options = Map.ofEntries(
                Map.entry("table.name", "t.${topic}"),
                Map.entry("hash.key.attribute", "h"),
                Map.entry("hash.key.source", "H#${value.a}"),
                Map.entry("sort.key.attribute", "s"),
                Map.entry("sort.key.source", "timestamp"),
                Map.entry("write.mode", "Update"),
                Map.entry("tombstones", "Ignore"),
                Map.entry("newer.wins.by", "value.v.w"),
                Map.entry("newer.wins.attribute", "version"),
                Map.entry("update.add.fields", "n1, n2"),
                Map.entry("fields.include", "a,b"),
                Map.entry("fields.exclude", "c"),
                Map.entry("fields.rename", "a:x, b:y:z"),
                Map.entry("attribute.names", "Snake_Case"),
                Map.entry("set.fields", "s1,s2"),
                Map.entry("value.attribute", "body"),
                Map.entry("record.attributes", "original.topic:from, header.a:b:c"),
                Map.entry("nulls", "Remove"),
                Map.entry("datetime.format", "Epoch-Millis"),
                Map.entry("decimal.format", "Text"),
                Map.entry("unsupported.numbers", "Omit"),
                Map.entry("ttl.attribute", "expires"),
                Map.entry("ttl.source", "header.expires"),
                Map.entry("ttl.seconds", "7"),
                Map.entry("oversized.items", "Offload"),
                Map.entry("offload.field", "text"),
                Map.entry("offload.bucket", "bucket"),
                Map.entry("offload.prefix", "a/b/"));

        // When
        MappingSettings settings = settings(flat(options));

        // Then
        assertThat(options.keySet()).isEqualTo(definition().names());
        assertThat(settings)
                .isEqualTo(new MappingSettings(
                        TableName.parse("t.${topic}"),
                        new KeyMapping(
                                KeyAttribute.hash("h", "H#${value.a}", DatetimeFormat.EPOCH_MILLIS),
                                Optional.of(KeyAttribute.sort("s", "timestamp", DatetimeFormat.EPOCH_MILLIS))),
                        new ModeSettings(WriteMode.UPDATE, Tombstones.IGNORE, Set.of("n1", "n2")),
                        Optional.of(new NewerWins(VersionSource.parse("value.v.w"), "version")),
                        new FieldSettings(
                                Set.of("a", "b"),
                                Set.of("c"),
                                new Renames(List.of(new Renames.Rename("a", "x"), new Renames.Rename("b:y", "z"))),
                                AttributeNames.SNAKE_CASE,
                                Set.of("s1", "s2"),
                                Optional.of("body"),
                                List.of(
                                        new RecordAttribute(Reference.Coordinate.ORIGINAL_TOPIC, "from"),
                                        new RecordAttribute(new Reference.OfHeader("a:b"), "c"))),
                        new TypeSettings(
                                Nulls.REMOVE, DatetimeFormat.EPOCH_MILLIS, DecimalFormat.TEXT, UnsupportedNumbers.OMIT),
                        Optional.of(new TimeToLive("expires", Reference.parse("header.expires"), 7)),
                        new OversizeSettings(
                                OversizedItems.OFFLOAD, Optional.of(new OffloadSettings("text", "bucket", "a/b/")))));
        assertThat(settings.keys().sort().orElseThrow().type()).contains(ScalarAttributeType.N);
        assertThat(settings.keys().attributes()).containsExactly("h", "s");
        assertThat(settings.offload()).contains(new OffloadSettings("text", "bucket", "a/b/"));
    }

    @ParameterizedTest
    @CsvSource({
        "put, '', true",
        "put, record.offset, false",
        "insert, '', false",
        "update, '', false",
        "update, record.offset, false"
    })
    void isBatchableAsAPutWithoutVersions(String mode, String newerWins, boolean expected) {
        // When, Then
        assertThat(settings("write.mode", mode, "newer.wins.by", newerWins).isBatchable())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "hash.key.attribute, ''",
        "sort.key.attribute, ''",
        "sort.key.source, value",
        "write.mode, upsert",
        "write.mode, ''",
        "tombstones, perhaps",
        "newer.wins.by, offset",
        "newer.wins.by, value",
        "newer.wins.by, key.a",
        "newer.wins.attribute, ''",
        "fields.rename, a",
        "fields.rename, 'a:'",
        "fields.rename, ':b'",
        "attribute.names, camelCase",
        "value.attribute, ''",
        "record.attributes, offset",
        "record.attributes, 'where:a'",
        "record.attributes, 'offset:'",
        "nulls, keep",
        "datetime.format, iso",
        "decimal.format, double",
        "unsupported.numbers, zero",
        "ttl.attribute, ''",
        "ttl.source, offset",
        "ttl.source, value",
        "ttl.seconds, -1",
        "ttl.seconds, soon",
        "oversized.items, trim",
        "offload.field, ''",
        "offload.bucket, ''"
    })
    void saysAtItsOwnKeyWhatIsNoValue(String option, String value) {
        // When, Then
        assertThatThrownBy(() -> config(option, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "~",
            value = {
                "sort.key.source | key |  | there is no sort.key.attribute",
                "sort.key.attribute | id |  | it has to differ from hash.key.attribute",
                "tombstones | delete |  | take hash.key.source and sort.key.source from those",
                "tombstones | delete | hash.key.source=key sort.key.attribute=s | take hash.key.source",
                "tombstones | delete | hash.key.source=A${value.x} | take hash.key.source",
                "tombstones | delete | hash.key.source=key newer.wins.by=value.v | take newer.wins.by",
                "tombstones | delete | hash.key.source=key table.name=t-${value.v} | change table.name",
                "newer.wins.attribute | v |  | it needs newer.wins.by",
                "newer.wins.attribute | id | newer.wins.by=record.offset | id is a key attribute already",
                "newer.wins.by | value.a.b |  | set newer.wins.attribute",
                "newer.wins.by | record.offset | write.mode=insert | an insert never changes an item",
                "update.add.fields | n |  | only write.mode=update adds",
                "update.add.fields | id | write.mode=update | id is a key attribute already",
                "update.add.fields | expires | write.mode=update ttl.attribute=expires | expires is the time to live already",
                "fields.exclude | a | fields.include=a,b | both name a",
                "fields.rename | a:b,a:c |  | renames a twice",
                "fields.rename | a:c,b:c |  | two fields become the attribute c",
                "set.fields | id |  | id is a key attribute already",
                "value.attribute | id |  | id is a key attribute already",
                "record.attributes | offset:a,partition:a |  | two parts become the attribute a",
                "record.attributes | offset:id |  | id is a key attribute already",
                "record.attributes | offset:record_offset | newer.wins.by=record.offset | record_offset is the version already",
                "nulls | remove |  | only write.mode=update removes",
                "nulls | remove | write.mode=insert | only write.mode=update removes",
                "ttl.attribute | id |  | id is a key attribute already",
                "ttl.attribute | v | newer.wins.by=value.v | v is the version already",
                "ttl.source | value.at |  | there is no ttl.attribute",
                "ttl.seconds | 7 |  | there is no ttl.attribute",
                "offload.field | x |  | it needs oversized.items=offload",
                "offload.bucket | x |  | it needs oversized.items=offload",
                "offload.bucket | ~ | oversized.items=offload offload.field=x | oversized.items=offload needs it",
                "offload.field | ~ | oversized.items=offload offload.bucket=b | oversized.items=offload needs it",
                "offload.field | id | oversized.items=offload offload.bucket=b | id is a key attribute already",
                "offload.field | s | oversized.items=offload offload.bucket=b set.fields=s | attribute of text or bytes"
            })
    void saysAtItsOwnKeyWhatDoesNotGoWithTheOthers(
            String option, @Nullable String value, @Nullable String others, String message) {
        // Given
        List<String> options = new ArrayList<>();
        if (value != null) {
            options.addAll(List.of(option, value));
        }
        if (others != null) {
            options.addAll(List.of(others.split("[ =]", -1)));
        }

        // When
        List<Problem> problems = MappingSettings.problems(config(options.toArray(String[]::new)));

        // Then
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.option()).isEqualTo(option);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void describesEachOption() {
        // When, Then
        assertThat(definition().configKeys().values()).allSatisfy(key -> {
            assertThat(key.documentation).endsWith(".").doesNotContain(". ");
            assertThat(key.group).isNotBlank();
            assertThat(key.displayName).isNotBlank();
        });
    }

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        MappingSettings.define(definition);
        return definition;
    }

    private static String[] flat(Map<String, String> options) {
        return options.entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray(String[]::new);
    }
}
