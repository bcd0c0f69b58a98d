package dev.darkroom.dynamodb.mapping;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What becomes of items over DynamoDB's 400 KB. */
record OversizeSettings(OversizedItems policy, Optional<OffloadSettings> offload) {
    static final String POLICY = "oversized.items";
    static final String FIELD = "offload.field";
    static final String BUCKET = "offload.bucket";
    static final String PREFIX = "offload.prefix";

    private static final String GROUP = "Oversized items";

    static void define(ConfigDef definition) {
        definition
                .define(
                        POLICY,
                        ConfigDef.Type.STRING,
                        OversizedItems.DEAD_LETTER.toString(),
                        Choice.of(OversizedItems.class),
                        Importance.MEDIUM,
                        "What becomes of an item over DynamoDB's 400 KB: its record is a bad one (dead-letter), the task"
                                + " fails (fail), or one attribute goes to S3 and the item has its address (offload).",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Oversized items")
                .define(
                        FIELD,
                        ConfigDef.Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Attribute, of text or bytes, that oversized.items=offload sends to S3 and replaces by the text"
                                + " s3://bucket/key.",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        "Attribute to offload")
                .define(
                        BUCKET,
                        ConfigDef.Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "S3 bucket of offloaded attributes.",
                        GROUP,
                        3,
                        Width.MEDIUM,
                        "Offload bucket")
                .define(
                        PREFIX,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.LOW,
                        "What the object keys of offloaded attributes begin with; <topic>/<partition>/<offset> as"
                                + " consumed follows.",
                        GROUP,
                        4,
                        Width.MEDIUM,
                        "Offload prefix");
    }

    static OversizeSettings from(AbstractConfig config) {
        OversizedItems policy = Choice.of(OversizedItems.class).parse(config.getString(POLICY));
        String field = config.getString(FIELD);
        String bucket = config.getString(BUCKET);
        return new OversizeSettings(
                policy,
                policy == OversizedItems.OFFLOAD && field != null && bucket != null
                        ? Optional.of(new OffloadSettings(field, bucket, config.getString(PREFIX)))
                        : Optional.empty());
    }

    static List<Problem> problems(AbstractConfig config) {
        boolean offloads = from(config).policy == OversizedItems.OFFLOAD;
        List<Problem> problems = new ArrayList<>();
        for (String option : List.of(FIELD, BUCKET)) {
            if (offloads && config.getString(option) == null) {
                problems.add(new Problem(option, POLICY + "=offload needs it"));
            } else if (!offloads && config.getString(option) != null) {
                problems.add(new Problem(option, "it needs " + POLICY + "=offload"));
            }
        }
        return problems;
    }
}
