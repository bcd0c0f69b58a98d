package dev.darkroom.localstack.dynamodb;

import dev.darkroom.localstack.machine.LocalAccount;
import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.localstack.template.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB Local behind a server of our own, because the one it brings listens on every address. What it has
 * acknowledged is on disk.
 */
public final class LocalDynamoDb implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalDynamoDb.class);

    private final Server server;
    private final ServerConnector connector;
    private final DynamoDbLocalJar.Database database;

    private LocalDynamoDb(Server server, ServerConnector connector, DynamoDbLocalJar.Database database) {
        this.server = server;
        this.connector = connector;
        this.database = database;
    }

    /**
     * Starts the server with the tables the directory holds.
     *
     * @param port to listen on, 0 for any that is free
     * @throws dev.darkroom.localstack.machine.PortTakenException when the port is in use
     */
    public static LocalDynamoDb start(int port, Path directory) {
        try {
            return start(port, DynamoDbLocalJar.open(Files.createDirectories(directory)));
        } catch (IOException e) {
            throw new UncheckedIOException("DynamoDB could not use the directory " + directory, e);
        }
    }

    /** Starts the server with no tables; what it is given is gone when it closes. */
    public static LocalDynamoDb startInMemory(int port) {
        return start(port, DynamoDbLocalJar.openInMemory());
    }

    private static LocalDynamoDb start(int port, DynamoDbLocalJar.Database database) {
        LoopbackPort.requireFree(port, "DynamoDB", "the DynamoDB port");
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost(LoopbackPort.HOST);
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(database.handler());
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB did not start on port " + port, e);
        }
        LocalDynamoDb dynamoDb = new LocalDynamoDb(server, connector, database);
        LOG.atInfo().addKeyValue("endpoint", dynamoDb.endpoint()).log("DynamoDB started");
        return dynamoDb;
    }

    /** Creates those of the tables that are missing. */
    public void createTables(List<Table> tables) {
        try (DynamoDbClient client = client()) {
            new TableCreation(client).create(tables);
        }
    }

    /** A new client of this server, for the caller to close. */
    public DynamoDbClient client() {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint())
                .region(LocalAccount.REGION)
                .credentialsProvider(LocalAccount.credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** What AWS_ENDPOINT_URL_DYNAMODB has to be for clients of this server. */
    public URI endpoint() {
        return URI.create("http://" + LoopbackPort.HOST + ":" + connector.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
            database.requests().close();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB did not stop", e);
        }
    }
}
