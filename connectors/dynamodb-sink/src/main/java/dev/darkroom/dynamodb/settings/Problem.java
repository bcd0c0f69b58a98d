package dev.darkroom.dynamodb.settings;

import org.apache.kafka.common.config.Config;

/** What is wrong with an option, given the others or what is there in AWS. */
public record Problem(String option, String message) {
    /** Puts the problem where Connect shows it: at the option's own key. */
    public void addTo(Config config) {
        config.configValues().stream()
                .filter(value -> value.name().equals(option))
                .forEach(value -> value.addErrorMessage("Invalid value for " + option + ": " + message));
    }
}
