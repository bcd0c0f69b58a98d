package dev.darkroom.cli;

import dev.darkroom.localstack.machine.LocalAccount;
import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.localstack.template.Bucket;
import dev.darkroom.localstack.template.SamTemplate;
import dev.darkroom.localstack.template.Table;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The way to the tables, as the SQL runner reads it from its environment variables. */
final class SqlEnvironment {
    private static final String BUCKET = "ANALYTICS_BUCKET";
    private static final String REGION = "AWS_REGION";
    private static final Map<String, String> TABLES =
            Map.of("ImagesTable", "IMAGES_TABLE", "CustomerStatsTable", "CUSTOMER_STATS_TABLE");

    private SqlEnvironment() {}

    /** To the platform on this machine, with the names that its template gives. */
    static Map<String, String> local(Path home, int dynamoDbPort, int s3Port) {
        SamTemplate template = SamTemplate.load(
                home.resolve("sam-template.yaml"),
                Map.of("MskClusterArn", "arn:aws:kafka:::cluster/local", "KafkaBootstrapServers", "localhost:0"));
        Map<String, String> variables = new HashMap<>();
        variables.put(REGION, LocalAccount.REGION.id());
        variables.put("AWS_ACCESS_KEY_ID", LocalAccount.ACCESS_KEY_ID);
        variables.put("AWS_SECRET_ACCESS_KEY", LocalAccount.SECRET_ACCESS_KEY);
        variables.put("AWS_SESSION_TOKEN", "");
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", url(dynamoDbPort));
        variables.put("AWS_ENDPOINT_URL_S3", url(s3Port));
        template.buckets().stream()
                .filter(bucket -> bucket.logicalId().equals("AnalyticsBucket"))
                .map(Bucket::name)
                .forEach(name -> variables.put(BUCKET, name));
        TABLES.forEach((logicalId, variable) -> template.tables().stream()
                .filter(table -> table.logicalId().equals(logicalId))
                .map(Table::name)
                .forEach(name -> variables.put(variable, name)));
        return variables;
    }

    /**
     * To an AWS account; credentials come from the environment as it is.
     *
     * @throws IllegalStateException when the region or the bucket is not told
     */
    static Map<String, String> aws(Optional<String> bucket) {
        Map<String, String> variables = new HashMap<>();
        String region = System.getenv().getOrDefault(REGION, System.getenv().getOrDefault("AWS_DEFAULT_REGION", ""));
        if (region.isEmpty()) {
            throw new IllegalStateException("--aws needs the region: set " + REGION);
        }
        variables.put(REGION, region);
        variables.put(
                BUCKET,
                bucket.orElseGet(() -> Optional.ofNullable(System.getenv(BUCKET))
                        .orElseThrow(() -> new IllegalStateException(
                                "--aws needs the stack's output AnalyticsBucketName: name it with --bucket"))));
        return variables;
    }

    private static String url(int port) {
        return "http://" + LoopbackPort.HOST + ":" + port;
    }
}
