package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.mapping.BadRecordException;
import dev.darkroom.dynamodb.mapping.RecordMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one thread does with what it takes: maps it, has it written, and settles its records. */
final class Worker {
    private final RecordMapper mapper;
    private final ItemWriter writer;
    private final Rejections rejections;

    /** @param mapper for this worker alone */
    Worker(RecordMapper mapper, ItemWriter writer, Rejections rejections) {
        this.mapper = mapper;
        this.writer = writer;
        this.rejections = rejections;
    }

    /**
     * @throws org.apache.kafka.connect.errors.ConnectException when neither another attempt nor another record can help
     * @throws InterruptedException when the sink stops
     */
    void write(Flight flight) throws InterruptedException {
        List<Rejection> rejected = new ArrayList<>();
        List<MappedWrite> mapped = new ArrayList<>(flight.writes().size());
        for (PendingWrite pending : flight.writes()) {
            @Nullable MappedWrite write = map(pending, rejected);
            if (write != null) {
                mapped.add(write);
            }
        }
        for (List<MappedWrite> part : RequestSize.split(mapped)) {
            write(new Request(flight, part), rejected);
        }
        settle(flight, rejected);
    }

    /** The write, or the first of its fallbacks that can be mapped. */
    private @Nullable MappedWrite map(PendingWrite pending, List<Rejection> rejected) {
        for (@Nullable PendingWrite each = pending; each != null; each = each.fallback()) {
            try {
                return new MappedWrite(mapper.write(each.addressed()), each);
            } catch (BadRecordException e) {
                rejected.add(new Rejection(each.addressed().record(), each.receipt(), e));
            }
        }
        return null;
    }

    /** Halves a refused request until the bad writes are alone, as DynamoDB does not say which they are. */
    private void write(Request request, List<Rejection> rejected) throws InterruptedException {
        if (!(writer.write(request) instanceof WriteOutcome.Refused refused)) {
            return;
        }
        List<MappedWrite> writes = refused.writes();
        if (writes.size() == 1) {
            rejected.add(rejection(writes.get(0), refused));
            writeFallback(request, writes.get(0).pending(), rejected);
        } else {
            write(request.with(writes.subList(0, writes.size() / 2)), rejected);
            write(request.with(writes.subList(writes.size() / 2, writes.size())), rejected);
        }
    }

    /** What a refused write made needless would have been the one that counts. */
    private void writeFallback(Request request, PendingWrite refused, List<Rejection> rejected)
            throws InterruptedException {
        @Nullable PendingWrite fallback = refused.fallback();
        @Nullable MappedWrite write = fallback == null ? null : map(fallback, rejected);
        if (write != null) {
            write(request.with(List.of(write)), rejected);
        }
    }

    private static Rejection rejection(MappedWrite write, WriteOutcome.Refused refused) {
        return new Rejection(
                write.write().record(),
                write.receipt(),
                new BadRecordException("DynamoDB refused it: " + refused.reason(), refused.cause()));
    }

    /** A write settles its record and those it stands for, but for those that were rejected. */
    private void settle(Flight flight, List<Rejection> rejected) {
        Set<Receipt> notWritten = new HashSet<>();
        rejected.forEach(rejection -> notWritten.add(rejection.receipt()));
        for (PendingWrite write : flight.writes()) {
            for (@Nullable PendingWrite each = write; each != null; each = each.fallback()) {
                if (!notWritten.contains(each.receipt())) {
                    each.receipt().confirm();
                }
            }
        }
        rejected.forEach(rejections::add);
    }
}
