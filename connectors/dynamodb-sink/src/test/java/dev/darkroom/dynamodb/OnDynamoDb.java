package dev.darkroom.dynamodb;

import dev.darkroom.localstack.dynamodb.LocalDynamoDb;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test class that uses DynamoDB Local; all of them share one in memory, and it is stopped after the last of them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnDynamoDb.StopsAfterAll.class)
@interface OnDynamoDb {
    /** JUnit closes what is in its outermost store when all classes are through. */
    final class StopsAfterAll implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            AutoCloseable stop = Shared.DYNAMO_DB;
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(LocalDynamoDb.class, key -> stop);
        }
    }

    /** Started when it is first needed. */
    final class Shared {
        static final LocalDynamoDb DYNAMO_DB = LocalDynamoDb.startInMemory(0);

        private Shared() {}
    }
}
