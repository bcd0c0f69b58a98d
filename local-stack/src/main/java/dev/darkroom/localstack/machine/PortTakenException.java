package dev.darkroom.localstack.machine;

/** A port that a part of the stack needs is in use; the message names the port, the part and the setting to change. */
public final class PortTakenException extends RuntimeException {
    PortTakenException(int port, String wantedBy, String setting, Throwable cause) {
        super(
                "Port %d, wanted by %s, is in use on %s: stop what listens there or choose another with %s."
                        .formatted(port, wantedBy, LoopbackPort.HOST, setting),
                cause);
    }
}
