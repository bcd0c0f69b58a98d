package dev.darkroom.httpservice;

import io.helidon.common.socket.SocketOptions;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Options of the server's connections that include the read timeout: the server takes it for an option of the channel,
 * which channels do not know, and leaves it out without a word (4.5.0). The channel's socket knows it.
 */
record TimedConnections(SocketOptions options, HeadDeadlines heads) implements SocketOptions {
    @Override
    public void configureSocket(SocketChannel channel) {
        SocketOptions.super.configureSocket(channel);
        try {
            channel.socket().setSoTimeout(Math.toIntExact(readTimeout().toMillis()));
            heads.opened(channel);
        } catch (SocketException e) {
            throw new IllegalStateException("A connection takes no read timeout", e);
        }
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
        return options.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
        return options.connectTimeout();
    }

    @Override
    public Duration readTimeout() {
        return options.readTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
        return options.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
        return options.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
        return options.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
        return options.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
        return options.tcpNoDelay();
    }
}
