package dev.darkroom.dynamodb.connection;

import dev.darkroom.dynamodb.settings.OptionalRange;
import dev.darkroom.dynamodb.settings.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/**
 * How created tables are paid for.
 *
 * @param capacity read and write units per second of provisioned tables; without it they are on demand
 */
record Billing(Optional<Capacity> capacity) {
    static final String MODE = "table.create.billing.mode";
    static final String READ_CAPACITY = "table.create.read.capacity";
    static final String WRITE_CAPACITY = "table.create.write.capacity";

    private static final String ON_DEMAND = "on-demand";
    private static final String PROVISIONED = "provisioned";

    /** Units per second. */
    record Capacity(long read, long write) {}

    static void define(ConfigDef definition, String group, int order) {
        definition
                .define(
                        MODE,
                        ConfigDef.Type.STRING,
                        ON_DEMAND,
                        ConfigDef.CaseInsensitiveValidString.in(ON_DEMAND, PROVISIONED),
                        Importance.LOW,
                        "How created tables are paid for.",
                        group,
                        order,
                        Width.SHORT,
                        "Billing mode")
                .define(
                        READ_CAPACITY,
                        ConfigDef.Type.LONG,
                        null,
                        OptionalRange.atLeast(1),
                        Importance.LOW,
                        "Read capacity units per second of created tables, if provisioned.",
                        group,
                        order + 1,
                        Width.SHORT,
                        "Read capacity")
                .define(
                        WRITE_CAPACITY,
                        ConfigDef.Type.LONG,
                        null,
                        OptionalRange.atLeast(1),
                        Importance.LOW,
                        "Write capacity units per second of created tables, if provisioned.",
                        group,
                        order + 2,
                        Width.SHORT,
                        "Write capacity");
    }

    static Billing from(AbstractConfig config) {
        return new Billing(
                isProvisioned(config)
                        ? Optional.of(new Capacity(config.getLong(READ_CAPACITY), config.getLong(WRITE_CAPACITY)))
                        : Optional.empty());
    }

    static List<Problem> problems(AbstractConfig config) {
        Together options = new Together(config);
        return Stream.of(READ_CAPACITY, WRITE_CAPACITY)
                .filter(capacity -> options.isSet(capacity) != isProvisioned(config))
                .map(capacity -> new Problem(
                        capacity,
                        isProvisioned(config)
                                ? MODE + "=" + PROVISIONED + " needs it; set it, or choose " + ON_DEMAND
                                : "tables that are " + ON_DEMAND + " have none; remove it, or set " + MODE + "="
                                        + PROVISIONED))
                .toList();
    }

    void addTo(CreateTableRequest.Builder request) {
        request.billingMode(capacity.isPresent() ? BillingMode.PROVISIONED : BillingMode.PAY_PER_REQUEST);
        capacity.ifPresent(units -> request.provisionedThroughput(ProvisionedThroughput.builder()
                .readCapacityUnits(units.read())
                .writeCapacityUnits(units.write())
                .build()));
    }

    private static boolean isProvisioned(AbstractConfig config) {
        return config.getString(MODE).equalsIgnoreCase(PROVISIONED);
    }
}
