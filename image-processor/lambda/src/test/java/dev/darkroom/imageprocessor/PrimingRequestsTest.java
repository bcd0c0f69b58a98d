package dev.darkroom.imageprocessor;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.darkroom.imagefunction.ImageBytes;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PrimingRequestsTest {
    private final Properties before = new Properties();

    @BeforeEach
    void keepProperties() {
        before.putAll(System.getProperties());
    }

    @AfterEach
    void restoreProperties() {
        System.setProperties(before);
    }

    /** Whatever endpoints are set, none of them is asked: nobody answers at port 1. */
    @Test
    void areAnsweredWithinTheProcess() {
        // Given
        Map.of(
                        "aws.region", "eu-central-1",
                        "aws.accessKeyId", "test",
                        "aws.secretAccessKey", "test",
                        "aws.endpointUrlS3", "http://127.0.0.1:1",
                        "aws.endpointUrlGlue", "http://127.0.0.1:1")
                .forEach(System::setProperty);

        // Then
        assertThatCode(() -> PrimingRequests.send(ImageBytes.of(new byte[1000])))
                .doesNotThrowAnyException();
    }
}
