package dev.darkroom.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class AthenaTemplateTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Path TEMPLATE = HOME.resolve("infra/analytics.yaml");

    @Test
    void deploysTheTablesAndQueriesOfTheFiles() throws IOException {
        // When
        String made = AthenaTemplate.of(HOME.resolve("analytics"));

        // Then
        if (System.getProperty("analytics.template.update") != null) {
            Files.createDirectories(TEMPLATE.getParent());
            Files.writeString(TEMPLATE, made);
        }
        assertThat(TEMPLATE).hasContent(made);
    }

    @Test
    void isNestedInTheTemplateOfThePlatform() throws IOException {
        // When
        String platform = Files.readString(HOME.resolve("sam-template.yaml"));

        // Then
        assertThat(platform)
                .contains("Location: infra/analytics.yaml")
                .contains("ImagesTable: !GetAtt Storage.Outputs.ImagesTableName")
                .contains("CustomerStatsTable: !GetAtt Storage.Outputs.CustomerStatsTableName")
                .contains("AnalyticsBucket: !GetAtt Storage.Outputs.AnalyticsBucketName");
    }
}
