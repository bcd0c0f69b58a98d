package dev.darkroom.cli.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A setting that is not as the file says: absent before when it is new, absent after when it goes. */
record SettingChange(String setting, Optional<String> before, Optional<String> after) {
    /**
     * From what the worker has to what the file says. Connect adds the name to every config; it is no difference.
     *
     * @param current the worker's config, missing when it has no such connector
     */
    static List<SettingChange> between(JsonNode current, Map<String, String> desired, Secrets secrets) {
        TreeSet<String> settings = new TreeSet<>(desired.keySet());
        current.fieldNames().forEachRemaining(settings::add);
        settings.remove("name");
        List<SettingChange> changes = new ArrayList<>();
        for (String setting : settings) {
            Optional<String> before = Optional.of(current.path(setting))
                    .filter(value -> !value.isMissingNode())
                    .map(JsonNode::asText);
            Optional<String> after = Optional.ofNullable(desired.get(setting));
            if (!before.equals(after)) {
                changes.add(new SettingChange(
                        setting,
                        before.map(value -> secrets.mask(setting, value)),
                        after.map(value -> secrets.mask(setting, value))));
            }
        }
        return changes;
    }

    @Override
    public String toString() {
        if (before.isEmpty()) {
            return "+ " + setting + " = " + after.orElse("");
        }
        return after.isEmpty()
                ? "- " + setting + " = " + before.get()
                : "~ " + setting + " = " + before.get() + " -> " + after.get();
    }
}
