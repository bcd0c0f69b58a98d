package dev.darkroom.imagecollection;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One set of real stores for all test classes that ask for it, started by the first and stopped after the last. */
final class SharedStores implements BeforeAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(SharedStores.class);

    private @Nullable RealStores stores;

    @Override
    public void beforeAll(ExtensionContext context) {
        stores = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("stores", key -> new RealStores(), RealStores.class);
        stores.use();
    }

    RealStores get() {
        return Objects.requireNonNull(stores);
    }
}
