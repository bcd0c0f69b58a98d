package dev.darkroom.localstack;

import dev.darkroom.localstack.machine.LocalAccount;
import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.localstack.template.Bucket;
import dev.darkroom.localstack.template.SamTemplate;
import dev.darkroom.localstack.template.Table;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the platform's programs are told of the stack: on AWS these are their environment variables. */
record StackEnvironment(Ports ports, SamTemplate template) {
    String bootstrapServers() {
        return LoopbackPort.HOST + ":" + ports.kafka();
    }

    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        // consumers of a process that was killed keep their partitions until then; 45 s by default
        variables.put("KAFKA_SESSION_TIMEOUT_MS", "6000");
        variables.put("KAFKA_HEARTBEAT_INTERVAL_MS", "2000");
        variables.put("SCHEMA_REGISTRY_NAME", "darkroom");
        variables.put("SCHEMA_AUTO_REGISTRATION", "true");
        putBucket(variables, "RAW_BUCKET", "RawBucket");
        putBucket(variables, "PROCESSED_BUCKET", "ProcessedBucket");
        putBucket(variables, "ARCHIVE_BUCKET", "AnalyticsBucket");
        putTable(variables, "IMAGES_TABLE", "ImagesTable");
        putTable(variables, "CUSTOMER_STATS_TABLE", "CustomerStatsTable");
        variables.put("AWS_REGION", LocalAccount.REGION.id());
        variables.put("AWS_ACCESS_KEY_ID", LocalAccount.ACCESS_KEY_ID);
        variables.put("AWS_SECRET_ACCESS_KEY", LocalAccount.SECRET_ACCESS_KEY);
        variables.put("AWS_ENDPOINT_URL_S3", url(ports.s3()));
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", url(ports.dynamoDb()));
        variables.put("AWS_ENDPOINT_URL_GLUE", url(ports.glue()));
        return Map.copyOf(variables);
    }

    /** The same for the functions; a blank takes away what the template says of how to get into an MSK cluster. */
    Map<String, String> functionVariables() {
        Map<String, String> variables = new HashMap<>(variables());
        template.functions().stream()
                .flatMap(function -> function.environment().keySet().stream())
                .filter(name -> name.startsWith("KAFKA_SECURITY_")
                        || name.startsWith("KAFKA_SASL_")
                        || name.startsWith("KAFKA_SSL_"))
                .forEach(name -> variables.put(name, ""));
        return variables;
    }

    /** The same for clients of the AWS SDK in this process, whose environment cannot be changed any more. */
    Map<String, String> awsSystemProperties() {
        return Map.of(
                "aws.region", LocalAccount.REGION.id(),
                "aws.accessKeyId", LocalAccount.ACCESS_KEY_ID,
                "aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY,
                "aws.endpointUrlS3", url(ports.s3()),
                "aws.endpointUrlDynamoDb", url(ports.dynamoDb()),
                "aws.endpointUrlGlue", url(ports.glue()));
    }

    static String url(int port) {
        return "http://" + LoopbackPort.HOST + ":" + port;
    }

    private void putTable(Map<String, String> variables, String variable, String logicalId) {
        template.tables().stream()
                .filter(table -> table.logicalId().equals(logicalId))
                .map(Table::name)
                .forEach(name -> variables.put(variable, name));
    }

    private void putBucket(Map<String, String> variables, String variable, String logicalId) {
        template.buckets().stream()
                .filter(bucket -> bucket.logicalId().equals(logicalId))
                .map(Bucket::name)
                .forEach(name -> variables.put(variable, name));
    }
}
