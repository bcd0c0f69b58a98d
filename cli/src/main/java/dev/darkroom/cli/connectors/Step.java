package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectorFile;
import java.util.List;

/** What has to be done about one connector so that the group is as the files say. */
sealed interface Step {
    String name();

    /** The group does not have it. */
    record Create(ConnectorFile connector, List<SettingChange> changes) implements Step {
        @Override
        public String name() {
            return connector.name();
        }
    }

    /** The group has it with other settings. */
    record Update(ConnectorFile connector, List<SettingChange> changes) implements Step {
        @Override
        public String name() {
            return connector.name();
        }
    }

    /** It is as the file says. */
    record Keep(String name) implements Step {}

    /** No file tells of it, and it is to go. */
    record Remove(String name) implements Step {}

    /** No file tells of it, and it stays all the same. */
    record Ignore(String name) implements Step {}

    /** The group has no such plugin, and need not. */
    record Skip(String name, String why) implements Step {}

    /** Its config is not accepted, one sentence for each fault. */
    record Refuse(String name, List<String> problems) implements Step {}
}
