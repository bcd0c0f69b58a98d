package dev.darkroom.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class OwnAddressTest {
    @Test
    void isTheHostThatIsListenedOn() {
        // Then
        assertThat(OwnAddress.of("127.0.0.1")).isEqualTo("127.0.0.1");
        assertThat(OwnAddress.of("localhost")).isEqualTo("localhost");
    }

    @Test
    void isTheMachinesOwnWhereAllAreListenedOn() throws UnknownHostException {
        // Then
        assertThat(OwnAddress.of("0.0.0.0"))
                .isEqualTo(InetAddress.getLocalHost().getHostAddress())
                .isNotEqualTo("0.0.0.0");
    }
}
