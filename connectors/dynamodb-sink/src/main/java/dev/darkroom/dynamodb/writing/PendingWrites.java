package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.mapping.ItemKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written and what is on its way. The task's thread adds whole deliveries, workers take requests: as many
 * writes as there are, up to what one request takes, so that requests are small while there is little to do and full
 * when there is much. Of one item only one write is on its way, and the others keep their order.
 */
final class PendingWrites {
    private final int mostWrites;
    private final AdaptiveLimit limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final Map<ItemKey, KeyLane> lanes = new HashMap<>();
    private final Map<String, Deque<KeyLane>> readyByTable = new LinkedHashMap<>();
    private final Set<Flight> flights = new LinkedHashSet<>();
    private int pausing;
    private long records;
    private long weight;
    private long superseded;
    private long awaitedRecords;
    private long awaitedBytes;
    private boolean progressIsAwaited;
    private boolean woken;
    private boolean closed;

    /** @param mostWrites that a worker takes at once */
    PendingWrites(int mostWrites, AdaptiveLimit limit) {
        this.mostWrites = mostWrites;
        this.limit = limit;
    }

    /** Adds the writes of a delivery, in its order. */
    void add(Collection<PendingWrite> writes) {
        lock.lock();
        try {
            writes.forEach(this::add);
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void add(PendingWrite write) {
        KeyLane lane = lanes.computeIfAbsent(write.addressed().key(), KeyLane::new);
        boolean wasIdle = !lane.isUnderWay() && !lane.hasWaiting();
        superseded += lane.add(write) ? 1 : 0;
        records++;
        weight += write.weight();
        if (wasIdle) {
            makeReady(lane);
        }
    }

    private void makeReady(KeyLane lane) {
        readyByTable
                .computeIfAbsent(lane.key().table(), table -> new ArrayDeque<>())
                .addLast(lane);
    }

    /** What is to be written next, as soon as there is one and its turn has come; null when there will be none any more. */
    @Nullable
    Flight take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && (readyByTable.isEmpty() || isFull())) {
                work.await();
            }
            return closed ? null : takeOff();
        } finally {
            lock.unlock();
        }
    }

    /** Of the table whose turn it is; one that has more to write goes to the end of the line. */
    private Flight takeOff() {
        Iterator<Map.Entry<String, Deque<KeyLane>>> tables =
                readyByTable.entrySet().iterator();
        Map.Entry<String, Deque<KeyLane>> table = tables.next();
        tables.remove();
        Deque<KeyLane> ready = table.getValue();
        int count = Math.min(ready.size(), mostWrites);
        List<KeyLane> taken = new ArrayList<>(count);
        List<PendingWrite> writes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            KeyLane lane = ready.removeFirst();
            taken.add(lane);
            writes.add(lane.takeOff());
        }
        if (!ready.isEmpty()) {
            readyByTable.put(table.getKey(), ready);
        }
        Flight flight = new Flight(taken, writes);
        flights.add(flight);
        return flight;
    }

    /** A worker is through with what it took. */
    void landed(Flight flight) {
        lock.lock();
        try {
            flights.remove(flight);
            records -= flight.records();
            weight -= flight.weight();
            for (KeyLane lane : flight.lanes()) {
                lane.land();
                if (lane.hasWaiting()) {
                    makeReady(lane);
                } else {
                    lanes.remove(lane.key());
                }
            }
            wakeWorkers();
            if (progressIsAwaited && isDownTo(awaitedRecords, awaitedBytes)) {
                progress.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** One that waits for something to take is as good as another; those that wait to go on are not. */
    private void wakeWorkers() {
        if (pausing > 0) {
            work.signalAll();
        } else {
            work.signal();
        }
    }

    private boolean isFull() {
        return flights.size() - pausing >= limit.current();
    }

    /** Waits between two attempts, during which another request may be under way, and then for a turn. */
    void pause(Flight flight, Duration pause) throws InterruptedException {
        beginPause();
        try {
            flight.pause(pause);
        } finally {
            endPause(flight);
        }
    }

    private void beginPause() {
        lock.lock();
        try {
            pausing++;
            wakeWorkers();
        } finally {
            lock.unlock();
        }
    }

    private void endPause(Flight flight) throws InterruptedException {
        lock.lock();
        try {
            while (isFull() && !closed && !flight.carriesAbandoned()) {
                work.await();
            }
        } finally {
            pausing--;
            wakeWorkers();
            lock.unlock();
        }
    }

    /** Lets fewer requests be under way, as DynamoDB takes no more. */
    void onThrottled() {
        lock.lock();
        try {
            limit.onThrottled();
        } finally {
            lock.unlock();
        }
    }

    void onTaken() {
        lock.lock();
        try {
            limit.onTaken();
            wakeWorkers();
        } finally {
            lock.unlock();
        }
    }

    /** Drops what waits and is abandoned, and calls back what is on its way. */
    void dropAbandoned() {
        lock.lock();
        try {
            for (Iterator<KeyLane> all = lanes.values().iterator(); all.hasNext(); ) {
                KeyLane lane = all.next();
                for (PendingWrite dropped : lane.dropAbandoned()) {
                    records -= dropped.records();
                    weight -= dropped.weight();
                }
                if (!lane.hasWaiting() && !lane.isUnderWay()) {
                    all.remove();
                }
            }
            readyByTable.values().forEach(ready -> ready.removeIf(lane -> !lane.hasWaiting()));
            readyByTable.values().removeIf(Collection::isEmpty);
            flights.stream().filter(Flight::carriesAbandoned).forEach(Flight::callBack);
            work.signalAll();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until what is on its way and abandoned is through, or until the time is over; then cuts it off. */
    void awaitLandings(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            List<Flight> now = flights.stream().filter(Flight::carriesAbandoned).toList();
            long left = nanos;
            awaitedRecords = Long.MAX_VALUE;
            awaitedBytes = Long.MAX_VALUE;
            progressIsAwaited = true;
            while (left > 0 && now.stream().anyMatch(flights::contains)) {
                left = progress.awaitNanos(left);
            }
            progressIsAwaited = false;
            now.stream().filter(flights::contains).forEach(Flight::cutOff);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no more than this is pending, until {@link #wake}, or until the time is over; returns whether no more is.
     */
    boolean awaitDownTo(long mostRecords, long mostBytes, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitedRecords = mostRecords;
            awaitedBytes = mostBytes;
            progressIsAwaited = true;
            woken = false;
            long left = nanos;
            while (!isDownTo(mostRecords, mostBytes) && !closed && !woken && left > 0) {
                left = progress.awaitNanos(left);
            }
            return isDownTo(mostRecords, mostBytes);
        } finally {
            progressIsAwaited = false;
            lock.unlock();
        }
    }

    private boolean isDownTo(long mostRecords, long mostBytes) {
        return records <= mostRecords && weight <= mostBytes;
    }

    /** Lets the task's thread look: there is something for it to report. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the workers end. */
    void close() {
        lock.lock();
        try {
            closed = true;
            flights.forEach(Flight::callBack);
            work.signalAll();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Requests under way, bytes held, and records that another has made needless so far. */
    Load load() {
        lock.lock();
        try {
            return new Load(flights.size() - pausing, limit.current(), records, weight, superseded);
        } finally {
            lock.unlock();
        }
    }

    record Load(int requestsUnderWay, int requestLimit, long records, long weight, long superseded) {}
}
