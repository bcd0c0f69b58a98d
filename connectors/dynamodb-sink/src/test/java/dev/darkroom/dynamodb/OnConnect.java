package dev.darkroom.dynamodb;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test class that uses {@link TestingConnect}; it is stopped after the last of them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@OnDynamoDb
@ExtendWith(OnConnect.StopsAfterAll.class)
@interface OnConnect {
    /** JUnit closes what is in its outermost store when all classes are through. */
    final class StopsAfterAll implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            AutoCloseable stop = TestingConnect.shared()::close;
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(TestingConnect.class, key -> stop);
        }
    }
}
