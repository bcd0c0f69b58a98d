package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** How writes are made. */
public record WritingSettings(WriteSettings writes, RetrySettings retries, RateSettings rate) {
    public static void define(ConfigDef definition) {
        WriteSettings.define(definition);
        RetrySettings.define(definition);
        RateSettings.define(definition);
    }

    public static WritingSettings from(AbstractConfig config) {
        return new WritingSettings(WriteSettings.from(config), RetrySettings.from(config), RateSettings.from(config));
    }

    /** Most requests of a task under way at a time. */
    public int mostRequests() {
        return writes.mostRequests();
    }

    /** What does not go together among these options. */
    public static List<Problem> problems(AbstractConfig config) {
        return RetrySettings.problems(config);
    }
}
