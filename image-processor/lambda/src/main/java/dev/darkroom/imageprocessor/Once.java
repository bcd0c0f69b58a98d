package dev.darkroom.imageprocessor;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a thing when it is first asked for. If that fails, the next one to ask tries again. */
final class Once<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private @Nullable T made;

    Once(Supplier<T> maker) {
        this.maker = maker;
    }

    /** Forgets what was made; what is asked for next is made anew. */
    synchronized void forget(Consumer<? super T> farewell) {
        T present = made;
        made = null;
        if (present != null) {
            farewell.accept(present);
        }
    }

    @Override
    public synchronized T get() {
        T present = made;
        if (present == null) {
            present = maker.get();
            made = present;
        }
        return present;
    }
}
