package dev.darkroom.localstack.dynamodb;

import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/**
 * AWS's DynamoDB Local, from the directory {@code dynamodb-local} beside this module's own jar (in the build:
 * {@code local-stack/target/dynamodb-local}), or from the one that the system property {@code darkroom.dynamodb-local}
 * names. The libraries it needs besides SQLite come from our class path.
 */
final class DynamoDbLocalJar {
    private static final String SERVER = "software.amazon.dynamodb.services.local.server.";
    private static final ClassLoader CLASSES = classes();

    private DynamoDbLocalJar() {}

    /** An open database; the HTTP handler serves it until it is closed. */
    record Database(Handler handler, AutoCloseable requests) {}

    /** Opens the database file in the directory. */
    static Database open(Path directory) {
        return open(false, directory.toString());
    }

    static Database openInMemory() {
        return open(true, null);
    }

    private static Database open(boolean inMemory, @Nullable String directory) {
        try {
            Object requests = CLASSES.loadClass(SERVER + "LocalDynamoDBRequestHandler")
                    .getConstructor(int.class, boolean.class, String.class, boolean.class, boolean.class)
                    .newInstance(0, inMemory, directory, true, false);
            Handler handler = (Handler) CLASSES.loadClass(SERVER + "LocalDynamoDBServerHandler")
                    .getConstructor(CLASSES.loadClass(SERVER + "DynamoDBRequestHandler"), String.class)
                    .newInstance(requests, null);
            return new Database(
                    handler, () -> requests.getClass().getMethod("shutdown").invoke(requests));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This DynamoDB Local cannot be started: is it another version?", e);
        }
    }

    private static ClassLoader classes() {
        try {
            Path ours = Path.of(LocalDynamoDb.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path directory = Path.of(System.getProperty(
                    "darkroom.dynamodb-local",
                    ours.resolveSibling("dynamodb-local").toString()));
            return new URLClassLoader(
                    new URL[] {jar(directory, "DynamoDBLocal.jar"), jar(directory, "sqlite4java.jar")},
                    LocalDynamoDb.class.getClassLoader());
        } catch (URISyntaxException | MalformedURLException e) {
            throw new IllegalStateException("Cannot tell where DynamoDB Local is", e);
        }
    }

    private static URL jar(Path directory, String name) throws MalformedURLException {
        Path jar = directory.resolve(name);
        if (!Files.exists(jar)) {
            throw new IllegalStateException("DynamoDB Local needs " + jar
                    + ", which is not there: build the module local-stack, which fetches it");
        }
        return jar.toUri().toURL();
    }
}
