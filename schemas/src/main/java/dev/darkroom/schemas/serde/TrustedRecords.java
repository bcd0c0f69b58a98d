package dev.darkroom.schemas.serde;

import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro which record classes it may load by name. Avro 1.12 trusts none by itself, so that a schema from outside
 * cannot name a class to be created; the types a serde was made for are added to whatever is trusted already.
 */
final class TrustedRecords {
    private static final ConcurrentHashMap.KeySetView<String, Boolean> PACKAGES = ConcurrentHashMap.newKeySet();

    static {
        ClassSecurityValidator.ClassSecurityPredicate present = ClassSecurityValidator.getGlobal();
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(present, type -> PACKAGES.contains(type.getPackageName())));
    }

    private TrustedRecords() {}

    static void trustPackageOf(Class<?> type) {
        PACKAGES.add(type.getPackageName());
    }
}
