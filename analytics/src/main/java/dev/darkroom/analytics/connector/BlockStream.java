package dev.darkroom.analytics.connector;

import com.amazonaws.athena.connector.lambda.data.Block;
import com.amazonaws.athena.connector.lambda.domain.Split;
import com.amazonaws.athena.connector.lambda.records.ReadRecordsResponse;
import com.amazonaws.athena.connector.lambda.records.RecordResponse;
import com.amazonaws.athena.connector.lambda.records.RemoteReadRecordsResponse;
import dev.darkroom.analytics.QueryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The connector's blocks as one Arrow stream. It holds one block at a time, whatever the table weighs. */
public final class BlockStream extends ArrowReader {
    private final Schema schema;
    private final String table;
    private final Iterator<Split> splits;
    private final Function<Split, RecordResponse> read;
    private final SpilledBlocks spilled;
    private Iterator<Supplier<Block>> blocks = Collections.emptyIterator();
    private @Nullable QueryException failure;
    private boolean ended;
    private long rows;

    BlockStream(Reading reading, Function<Split, RecordResponse> read, SpilledBlocks spilled, BufferAllocator memory) {
        super(memory);
        schema = reading.schema();
        table = reading.table();
        splits = reading.splits().iterator();
        this.read = read;
        this.spilled = spilled;
    }

    /** Rows that have come so far. */
    public long rows() {
        return rows;
    }

    /** What went wrong while it was reading, in words of its own; DuckDB only tells that its source broke off. */
    public Optional<QueryException> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Checks that everything was read: DuckDB takes a stream that broke off for one that ended.
     *
     * @throws QueryException what went wrong while it was reading
     */
    public void requireWhole() {
        if (failure != null) {
            throw failure;
        }
        if (!ended) {
            throw new QueryException("Reading ended early");
        }
    }

    @Override
    @SuppressWarnings("try") // Block.close() declares every exception and throws none that interrupts
    public boolean loadNextBatch() throws IOException {
        try {
            prepareLoadNextBatch();
            while (!blocks.hasNext()) {
                if (!splits.hasNext()) {
                    ended = true;
                    return false;
                }
                blocks = blocks(read.apply(splits.next()));
            }
            try (Block block = blocks.next().get();
                    ArrowRecordBatch batch = block.getRecordBatch()) {
                rows += block.getRowCount();
                loadRecordBatch(batch);
            }
            return true;
        } catch (QueryException e) {
            failure = e;
            throw new IOException(e.getMessage(), e);
        } catch (Exception e) {
            failure = new QueryException("Reading broke off: " + e, e);
            throw new IOException(e);
        }
    }

    private Iterator<Supplier<Block>> blocks(RecordResponse response) {
        return switch (response) {
            case ReadRecordsResponse inline ->
                List.<Supplier<Block>>of(inline::getRecords).iterator();
            case RemoteReadRecordsResponse remote -> {
                if (remote.getRemoteBlocks().isEmpty()) {
                    // the connector says so of a block it could not write to S3, and of nothing else
                    throw new QueryException("The DynamoDB connector could not read " + table
                            + ": it could not write to the analytics bucket what its answer cannot hold");
                }
                List<Supplier<Block>> remotes = new ArrayList<>();
                remote.getRemoteBlocks().forEach(location -> remotes.add(() -> spilled.read(remote, location)));
                yield remotes.iterator();
            }
            default -> throw new IllegalStateException("The connector answered with a " + response.getClass());
        };
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    protected void closeReadSource() {
        // the blocks are closed one by one
    }

    @Override
    protected Schema readSchema() {
        return schema;
    }
}
