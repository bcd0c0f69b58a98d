package dev.darkroom.dynamodb.connection;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Whether the tables are looked at before the connector runs. */
public record PreflightSettings(boolean enabled) {
    static final String ENABLED = "preflight";

    public static void define(ConfigDef definition) {
        definition.define(
                ENABLED,
                ConfigDef.Type.BOOLEAN,
                true,
                Importance.LOW,
                "Whether the configuration is also checked against the tables that it names without a record: their"
                        + " keys, state and expiry. Needs dynamodb:DescribeTable and dynamodb:DescribeTimeToLive; what"
                        + " cannot be looked at is not checked.",
                "Table",
                9,
                Width.SHORT,
                "Preflight");
    }

    public static PreflightSettings from(AbstractConfig config) {
        return new PreflightSettings(config.getBoolean(ENABLED));
    }
}
