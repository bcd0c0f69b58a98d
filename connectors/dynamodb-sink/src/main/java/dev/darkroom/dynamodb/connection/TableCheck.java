package dev.darkroom.dynamodb.connection;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** What a table has against what is expected of it. */
record TableCheck(String table, ExpectedTables expected) {
    private static final String TABLE = "table.name";
    private static final String HASH_ATTRIBUTE = "hash.key.attribute";
    private static final String HASH_SOURCE = "hash.key.source";
    private static final String SORT_ATTRIBUTE = "sort.key.attribute";
    private static final String SORT_SOURCE = "sort.key.source";

    private static final Set<TableStatus> WRITABLE = EnumSet.of(TableStatus.ACTIVE, TableStatus.UPDATING);

    static Problem missing(String table) {
        return new Problem(
                TABLE,
                "there is no table " + table + "; create it, set " + TableCreationSettings.ENABLED
                        + "=true, or change this or " + EndpointSettings.REGION);
    }

    List<Problem> problems(TableDescription found) {
        List<Problem> problems = new ArrayList<>();
        status(found.tableStatus()).ifPresent(problems::add);
        TableKey key = TableKey.of(found);
        name("hash", HASH_ATTRIBUTE, expected.hash(), key.hash()).ifPresent(problems::add);
        type("hash", HASH_SOURCE, expected.hash(), key.hash()).ifPresent(problems::add);
        sort(key.sort()).ifPresent(problems::add);
        return problems;
    }

    private Optional<Problem> status(TableStatus status) {
        boolean willBeWritable =
                WRITABLE.contains(status) || (status == TableStatus.CREATING && expected.mayBeMissing());
        return willBeWritable
                ? Optional.empty()
                : Optional.of(new Problem(TABLE, "table " + table + " is " + status + "; wait until it is ACTIVE"));
    }

    private Optional<Problem> sort(Optional<TableKey.Attribute> found) {
        if (found.isEmpty()) {
            return expected.sort()
                    .map(key -> new Problem(SORT_ATTRIBUTE, "table " + table + " has no sort key; remove it"));
        }
        if (expected.sort().isEmpty()) {
            return Optional.of(new Problem(
                    SORT_ATTRIBUTE, "table " + table + " has the sort key " + found.get() + "; set it to that"));
        }
        return name("sort", SORT_ATTRIBUTE, expected.sort().get(), found.get())
                .or(() -> type("sort", SORT_SOURCE, expected.sort().get(), found.get()));
    }

    private Optional<Problem> name(String role, String option, ExpectedTables.Key wanted, TableKey.Attribute found) {
        return wanted.attribute().equals(found.name())
                ? Optional.empty()
                : Optional.of(new Problem(
                        option, "table " + table + " has the " + role + " key " + found + "; change this to it"));
    }

    private Optional<Problem> type(String role, String option, ExpectedTables.Key wanted, TableKey.Attribute found) {
        return wanted.type()
                .filter(type -> type != found.type())
                .map(type -> new Problem(
                        option, "it gives " + type + ", but table " + table + " has the " + role + " key " + found));
    }
}
