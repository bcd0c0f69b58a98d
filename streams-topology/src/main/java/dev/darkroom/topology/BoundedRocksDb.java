package dev.darkroom.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One bound on the memory of all RocksDB instances of the process: blocks, indexes and filters share one cache, and what
 * is not written out yet is counted in it. Without it each store of each partition takes up to 50 MiB of blocks and three
 * 16-MiB buffers. Public because Kafka Streams creates it by name. Source: <a
 * href="https://kafka.apache.org/42/documentation/streams/developer-guide/memory-mgmt.html#rocksdb">Kafka Streams, memory
 * management</a>.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    static final String MEMORY_BYTES = "darkroom.rocksdb.memory.bytes";

    private static final Object LOCK = new Object();
    private static final double INDEX_SHARE = 0.1;
    private static final int WRITE_SHARE = 2;

    /** Of the process: RocksDB's native objects, shared by all instances and never freed. */
    private static @Nullable Memory memory;

    private record Memory(Cache blocks, WriteBufferManager buffers) {}

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Memory shared = memory(Long.parseLong(String.valueOf(configs.get(MEMORY_BYTES))));
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(shared.blocks());
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(shared.buffers());
    }

    private static Memory memory(long bytes) {
        synchronized (LOCK) {
            if (memory == null) {
                Cache blocks = new LRUCache(bytes, -1, false, INDEX_SHARE);
                memory = new Memory(blocks, new WriteBufferManager(bytes / WRITE_SHARE, blocks));
            }
            return memory;
        }
    }

    /** What is shared stays. */
    @Override
    public void close(String storeName, Options options) {}
}
