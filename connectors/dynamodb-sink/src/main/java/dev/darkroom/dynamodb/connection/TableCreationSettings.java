package dev.darkroom.dynamodb.connection;

import dev.darkroom.dynamodb.settings.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Whether and how tables are created that are missing. */
public record TableCreationSettings(
        boolean enabled,
        Billing billing,
        boolean pointInTimeRecovery,
        Map<String, String> tags,
        Encryption encryption,
        boolean deletionProtection,
        Duration timeout) {
    public static final String ENABLED = "table.create";

    static final String RECOVERY = "table.create.point.in.time.recovery";
    static final String TAGS = "table.create.tags";
    static final String ENCRYPTION = "table.create.encryption";
    static final String DELETION_PROTECTION = "table.create.deletion.protection";
    static final String TIMEOUT = "table.create.timeout.ms";

    private static final String GROUP = "Table creation";

    public static void define(ConfigDef definition) {
        definition.define(
                ENABLED,
                ConfigDef.Type.BOOLEAN,
                false,
                Importance.MEDIUM,
                "Whether to create tables that are missing, with key types as the first record's.",
                GROUP,
                1,
                Width.SHORT,
                "Create tables");
        Billing.define(definition, GROUP, 2);
        defineProtection(definition);
        definition
                .define(
                        TAGS,
                        ConfigDef.Type.LIST,
                        "",
                        new TagList(),
                        Importance.LOW,
                        "Tags of created tables.",
                        GROUP,
                        8,
                        Width.LONG,
                        "Tags")
                .define(
                        TIMEOUT,
                        ConfigDef.Type.LONG,
                        120_000L,
                        ConfigDef.Range.atLeast(1L),
                        Importance.LOW,
                        "Milliseconds until a table has to be there before the delivery is handed back to Connect to be"
                                + " delivered again. Keep it well under the consumer's max.poll.interval.ms (5 minutes by"
                                + " default).",
                        GROUP,
                        9,
                        Width.SHORT,
                        "Table creation timeout");
    }

    private static void defineProtection(ConfigDef definition) {
        definition
                .define(
                        RECOVERY,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether created tables get point-in-time recovery.",
                        GROUP,
                        5,
                        Width.SHORT,
                        "Point-in-time recovery")
                .define(
                        ENCRYPTION,
                        ConfigDef.Type.STRING,
                        Encryption.AWS_OWNED,
                        TextForm.matching(Encryption.FORM, Encryption.IN_WORDS),
                        Importance.LOW,
                        "The KMS key that encrypts created tables.",
                        GROUP,
                        6,
                        Width.LONG,
                        "Encryption")
                .define(
                        DELETION_PROTECTION,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether created tables are protected from deletion.",
                        GROUP,
                        7,
                        Width.SHORT,
                        "Deletion protection");
    }

    public static TableCreationSettings from(AbstractConfig config) {
        return new TableCreationSettings(
                config.getBoolean(ENABLED),
                Billing.from(config),
                config.getBoolean(RECOVERY),
                TagList.parse(config.getList(TAGS)),
                new Encryption(config.getString(ENCRYPTION)),
                config.getBoolean(DELETION_PROTECTION),
                Duration.ofMillis(config.getLong(TIMEOUT)));
    }

    /** What does not go together among the options of table creation. */
    public static List<Problem> problems(AbstractConfig config) {
        return Billing.problems(config);
    }
}
