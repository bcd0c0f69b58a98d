package dev.darkroom.cli;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Ctrl-C and SIGTERM, handled before the JVM's shutdown begins. In a shutdown hook it would be too late: hooks run side
 * by side, and Connect's and Jetty's own would stop their servers while we do, which can leave either waiting for good.
 */
final class Termination {
    private Termination() {}

    /** Runs {@code action} on each of these signals, instead of the JVM's exit. */
    static void onSignal(Runnable action) {
        List.of("INT", "TERM").forEach(signal -> onSignal(signal, action));
    }

    /**
     * Runs {@code action} on one signal, instead of the JVM's exit. By reflection, because the JDK's one way to handle a
     * signal is a class that the compiler warns of wherever it is named.
     */
    static void onSignal(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    Termination.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This JVM does not let signals be handled", e);
        }
    }
}
