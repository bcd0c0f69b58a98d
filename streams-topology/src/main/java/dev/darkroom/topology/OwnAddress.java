package dev.darkroom.topology;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where other instances reach this one. */
final class OwnAddress {
    private OwnAddress() {}

    /**
     * The host that is listened on, or, where that is all of them (0.0.0.0), this machine's own address, which in a
     * container of ECS is the task's.
     */
    static String of(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress()
                    ? InetAddress.getLocalHost().getHostAddress()
                    : host;
        } catch (UnknownHostException e) {
            throw new UncheckedIOException("Set APPLICATION_SERVER: no address is known for this machine", e);
        }
    }
}
