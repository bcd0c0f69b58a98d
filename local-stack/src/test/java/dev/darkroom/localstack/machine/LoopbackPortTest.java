package dev.darkroom.localstack.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class LoopbackPortTest {
    @Test
    void keepsAGivenPortAndFindsAFreeOneForZero() {
        // When / Then
        assertThat(LoopbackPort.orFree(1234)).isEqualTo(1234);
        assertThat(LoopbackPort.orFree(0)).isPositive();
    }

    @Test
    void namesTheTakenPortWhoWantsItAndWhatToChange() throws IOException {
        // Given
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral(LoopbackPort.HOST))) {
            int port = other.getLocalPort();

            // When / Then
            assertThatThrownBy(() -> LoopbackPort.requireFree(port, "Kafka", "--kafka-port"))
                    .hasMessage("Port " + port + ", wanted by Kafka, is in use on 127.0.0.1:"
                            + " stop what listens there or choose another with --kafka-port.");
        }
    }

    @Test
    void seesAPortThatSomethingHoldsOnEveryAddress() throws IOException {
        // Given
        try (ServerSocket everywhere = new ServerSocket(0)) {
            int port = everywhere.getLocalPort();

            // When / Then
            assertThatThrownBy(() -> LoopbackPort.requireFree(port, "S3", "--s3-port"))
                    .isInstanceOf(PortTakenException.class);
        }
    }

    @Test
    void leavesAFreePortFree() {
        // Given
        int port = LoopbackPort.orFree(0);

        // When
        LoopbackPort.requireFree(port, "S3", "--s3-port");

        // Then
        assertThatCode(() -> new ServerSocket(port, 1, InetAddress.ofLiteral(LoopbackPort.HOST)).close())
                .doesNotThrowAnyException();
    }
}
