package dev.darkroom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {
    private final StringWriter printed = new StringWriter();
    private final Report report = new Report(new PrintWriter(printed));

    @Test
    void tellsWhatBecameOfEachUpload() throws IOException {
        // Given
        Upload.Accepted processed = accepted("good.jpg");
        Upload.Accepted failed = accepted("bad.jpg");
        Upload.Accepted open = accepted("slow.jpg");
        Upload turnedAway = new Upload.TurnedAway(photo("huge.jpg"), 413, "Larger than 104857600 bytes.");

        // When
        report.table(
                List.of(processed, failed, open, turnedAway), List.of(ending(processed, """
                                {"outcome": "processed", "size_bytes": 1500000, "received_at": "2026-01-31T10:00:00.000Z",
                                 "finished_at": "2026-01-31T10:00:01.250Z", "variants": [
                                   {"name": "web", "width": 1600, "height": 900, "size_bytes": 130400}]}
                                """), ending(failed, """
                                {"outcome": "failed", "size_bytes": 900, "received_at": "2026-01-31T10:00:00.000Z",
                                 "finished_at": "2026-01-31T10:00:00.100Z", "reason": "TRUNCATED", "detail": "It ends early."}
                                """)));

        // Then
        assertThat(printed.toString().lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
                .contains(
                        "id-good.jpg | good.jpg | acme | processed | 1.5 MB | 1.3 s | web 1600x900 130 kB",
                        "id-bad.jpg | bad.jpg | acme | failed | 1 kB | 0.1 s | TRUNCATED: It ends early.",
                        "id-slow.jpg | slow.jpg | acme | open",
                        "- | huge.jpg | acme | turned away | 413 Larger than 104857600 bytes.");
    }

    @Test
    void isContentOnlyWhenEverythingWasAcceptedEndedAndStored() throws IOException {
        // Given
        Upload.Accepted upload = accepted("good.jpg");
        Upload turnedAway = new Upload.TurnedAway(photo("huge.jpg"), 413, "");
        Ending ending = ending(upload, "{\"outcome\": \"processed\"}");

        // Then
        assertThat(report.verdict(List.of(upload), List.of(ending), true)).isTrue();
        assertThat(report.verdict(List.of(upload), List.of(ending), false)).isFalse();
        assertThat(report.verdict(List.of(upload), List.of(), true)).isFalse();
        assertThat(report.verdict(List.of(upload, turnedAway), List.of(ending), true))
                .isFalse();
    }

    private static Photo photo(String name) {
        return new Photo(Path.of(name), "acme");
    }

    private static Upload.Accepted accepted(String name) {
        return new Upload.Accepted(photo(name), "id-" + name, URI.create("http://127.0.0.1/v1/images/id-" + name));
    }

    private static Ending ending(Upload.Accepted upload, String metadata) throws IOException {
        return new Ending(upload, new ObjectMapper().readTree(metadata));
    }
}
