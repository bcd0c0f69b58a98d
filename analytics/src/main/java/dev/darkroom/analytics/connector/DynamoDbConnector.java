package dev.darkroom.analytics.connector;

import com.amazonaws.athena.connector.lambda.data.Block;
import com.amazonaws.athena.connector.lambda.data.BlockAllocatorImpl;
import com.amazonaws.athena.connector.lambda.data.S3BlockSpillReader;
import com.amazonaws.athena.connector.lambda.domain.Split;
import com.amazonaws.athena.connector.lambda.domain.TableName;
import com.amazonaws.athena.connector.lambda.domain.predicate.Constraints;
import com.amazonaws.athena.connector.lambda.metadata.GetSplitsRequest;
import com.amazonaws.athena.connector.lambda.metadata.GetSplitsResponse;
import com.amazonaws.athena.connector.lambda.metadata.GetTableLayoutRequest;
import com.amazonaws.athena.connector.lambda.metadata.GetTableLayoutResponse;
import com.amazonaws.athena.connector.lambda.metadata.GetTableRequest;
import com.amazonaws.athena.connector.lambda.metadata.ListTablesRequest;
import com.amazonaws.athena.connector.lambda.metadata.ListTablesResponse;
import com.amazonaws.athena.connector.lambda.records.ReadRecordsRequest;
import com.amazonaws.athena.connector.lambda.records.RecordResponse;
import com.amazonaws.athena.connector.lambda.security.FederatedIdentity;
import com.amazonaws.athena.connectors.dynamodb.DynamoDBMetadataHandler;
import com.amazonaws.athena.connectors.dynamodb.DynamoDBRecordHandler;
import dev.darkroom.analytics.QueryException;
import dev.darkroom.analytics.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * {@code com.amazonaws:athena-dynamodb}, unmodified, in the order of calls that Athena makes. It reads the table that
 * the process's environment leads to ({@code AWS_REGION}, {@code AWS_ENDPOINT_URL_DYNAMODB}, credentials) and takes the
 * columns' types from the table definitions, as it takes them from Glue on AWS; a table without one gets the types that
 * the connector infers from four items.
 */
public final class DynamoDbConnector implements AutoCloseable {
    /** The catalog's name in SQL, here and on AWS. */
    public static final String CATALOG = "dynamodb";

    /** The database of the defined tables. */
    public static final String DATABASE = CatalogEndpoint.DATABASE;

    /** The database of whatever tables DynamoDB has, with inferred types. */
    public static final String UNDEFINED = "default";

    /** What a Lambda function may answer with (6 MB), less Base64 and JSON; more goes by S3. */
    private static final long LARGEST_INLINE_BYTES = 4_000_000;

    private static final long LARGEST_BLOCK_BYTES = 16_000_000;
    /** The most that DynamoDB lists at once. */
    private static final int TABLES_A_PAGE = 100;

    private static final FederatedIdentity IDENTITY =
            new FederatedIdentity("arn:aws:iam::000000000000:user/analyst", "000000000000", Map.of(), List.of());

    private final CatalogEndpoint catalog;
    private final RootAllocator memory = new RootAllocator();
    private final BlockAllocatorImpl blocks = new BlockAllocatorImpl(memory);
    private final DynamoDBMetadataHandler metadata;
    private final DynamoDBRecordHandler records;
    private final S3Client s3;

    /**
     * @param spillBucket the bucket through which large results come, as on AWS
     * @param spillPrefix for the keys in it
     */
    public DynamoDbConnector(List<TableDefinition> tables, String spillBucket, String spillPrefix) {
        catalog = CatalogEndpoint.start(
                tables.stream().filter(TableDefinition::isDynamoDb).toList());
        System.setProperty("aws.endpointUrlGlue", catalog.address().toString());
        System.setProperty("aws.endpointUrlAthena", catalog.address().toString());
        Map<String, String> options = Map.of("spill_bucket", spillBucket, "spill_prefix", spillPrefix);
        metadata = new DynamoDBMetadataHandler(options);
        records = new DynamoDBRecordHandler(options);
        s3 = S3Client.builder().forcePathStyle(true).build();
    }

    /** The Arrow memory that everything read lives in. */
    public RootAllocator memory() {
        return memory;
    }

    /** The same, as the connector's constraints want it. */
    public BlockAllocatorImpl blocks() {
        return blocks;
    }

    /** Has what is being read end soon, or lets new reading begin. */
    public void cancel(boolean cancel) {
        catalog.cancel(cancel);
    }

    /** The tables of a database, in lower case. */
    public List<String> tables(String database) {
        return call("list the tables of " + database, () -> {
            List<String> names = new ArrayList<>();
            String page = null;
            do {
                ListTablesResponse response = metadata.doListTables(
                        blocks, new ListTablesRequest(IDENTITY, queryId(), CATALOG, database, page, TABLES_A_PAGE));
                response.getTables().forEach(table -> names.add(table.getTableName()));
                page = response.getNextToken();
            } while (page != null);
            return names.stream().distinct().sorted().toList();
        });
    }

    /** A table's columns and their types. */
    public Schema schema(String database, String table) {
        return call(
                "find the columns of " + table,
                () -> metadata.doGetTable(
                                blocks,
                                new GetTableRequest(
                                        IDENTITY, queryId(), CATALOG, new TableName(database, table), Map.of()))
                        .getSchema());
    }

    /** Has the connector decide how it reads. */
    @SuppressWarnings("try") // Block.close() declares every exception and throws none that interrupts
    public Reading prepare(String database, String table, Schema schema, Request request) {
        Schema projected = new Schema(
                schema.getFields().stream()
                        .filter(field -> request.columns().contains(field.getName()))
                        .toList(),
                schema.getCustomMetadata());
        Constraints constraints =
                new Constraints(request.constraints(), List.of(), List.of(), request.limit(), Map.of());
        TableName name = new TableName(database, table);
        return call("decide how to read " + table, () -> {
            GetTableLayoutResponse layout = metadata.doGetTableLayout(
                    blocks,
                    new GetTableLayoutRequest(IDENTITY, queryId(), CATALOG, name, constraints, projected, Set.of()));
            try (Block partitions = layout.getPartitions()) {
                return new Reading(
                        table,
                        projected,
                        constraints,
                        splits(name, partitions, constraints),
                        partitions.getSchema().getCustomMetadata());
            }
        });
    }

    private List<Split> splits(TableName name, Block partitions, Constraints constraints) {
        List<String> keys =
                partitions.getSchema().getFields().stream().map(Field::getName).toList();
        List<Split> splits = new ArrayList<>();
        GetSplitsRequest request =
                new GetSplitsRequest(IDENTITY, queryId(), CATALOG, name, partitions, keys, constraints, null);
        GetSplitsResponse response;
        do {
            response = metadata.doGetSplits(blocks, request);
            splits.addAll(response.getSplits());
            request = new GetSplitsRequest(request, response.getContinuationToken());
        } while (response.getContinuationToken() != null);
        return splits;
    }

    /** The rows, block by block; a block is read when it is asked for. */
    public BlockStream read(Reading reading) {
        return new BlockStream(
                reading,
                split -> readSplit(reading, split),
                new SpilledBlocks(s3, new S3BlockSpillReader(s3, blocks)),
                memory);
    }

    /** No rows, but columns: for those who make a table of a stream. */
    public BlockStream nothing(Schema schema) {
        return read(new Reading(
                "",
                schema,
                new Constraints(Map.of(), List.of(), List.of(), Request.UNLIMITED, Map.of()),
                List.of(),
                Map.of()));
    }

    private RecordResponse readSplit(Reading reading, Split split) {
        return call(
                "read " + reading.table(),
                () -> records.doReadRecords(
                        blocks,
                        new ReadRecordsRequest(
                                IDENTITY,
                                CATALOG,
                                queryId(),
                                new TableName(DATABASE, reading.table()),
                                reading.schema(),
                                split,
                                reading.constraints(),
                                LARGEST_BLOCK_BYTES,
                                LARGEST_INLINE_BYTES)));
    }

    private static <T> T call(String what, Call<T> call) {
        try {
            return call.answer();
        } catch (QueryException e) {
            throw e;
        } catch (Exception e) {
            throw new QueryException("The DynamoDB connector could not " + what + ": " + rootMessage(e), e);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    @FunctionalInterface
    private interface Call<T> {
        T answer() throws Exception;
    }

    private static String queryId() {
        return UUID.randomUUID().toString();
    }

    @Override
    public void close() {
        catalog.close();
        s3.close();
        blocks.close();
        memory.close();
    }
}
