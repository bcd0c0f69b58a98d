package dev.darkroom.httpservice;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.util.Optional;

/** A WebSocket's listener that says when the request that opened it has come, which no filter sees. */
record OpenedWebSocket(WsListener listener, HeadDeadlines heads) implements WsListener {
    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) {
        return listener.onHttpUpgrade(prologue, headers);
    }

    @Override
    public void onOpen(WsSession session) {
        heads.arrived(session.socketContext().remotePeer().address());
        listener.onOpen(session);
    }

    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        listener.onMessage(session, text, last);
    }

    @Override
    public void onMessage(WsSession session, BufferData bytes, boolean last) {
        listener.onMessage(session, bytes, last);
    }

    @Override
    public void onPing(WsSession session, BufferData bytes) {
        listener.onPing(session, bytes);
    }

    @Override
    public void onPong(WsSession session, BufferData bytes) {
        listener.onPong(session, bytes);
    }

    @Override
    public void onClose(WsSession session, int status, String reason) {
        listener.onClose(session, status, reason);
    }

    @Override
    public void onError(WsSession session, Throwable failure) {
        listener.onError(session, failure);
    }
}
