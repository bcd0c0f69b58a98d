package dev.darkroom.dynamodb.connection;

import dev.darkroom.dynamodb.settings.Problem;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import software.amazon.awssdk.regions.Region;

/** Where DynamoDB and S3 are. */
record EndpointSettings(Optional<Region> region, Optional<URI> endpoint, Optional<URI> s3Endpoint, boolean fips) {
    static final String REGION = "aws.region";
    static final String ENDPOINT = "aws.endpoint";
    static final String S3_ENDPOINT = "aws.s3.endpoint";
    static final String FIPS = "aws.fips";

    private static final String GROUP = "Connection";

    static void define(ConfigDef definition) {
        definition
                .define(
                        REGION,
                        ConfigDef.Type.STRING,
                        null,
                        TextForm.matching("[a-z0-9]+(-[a-z0-9]+)*", "a region's code, as in eu-west-1"),
                        Importance.HIGH,
                        "AWS region of the tables. Without it the AWS SDK looks: AWS_REGION, the profile, the instance.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Region")
                .define(
                        ENDPOINT,
                        ConfigDef.Type.STRING,
                        null,
                        TextForm.matching("https?://[^/?#@\\s]+/?", "http(s)://host[:port]"),
                        Importance.LOW,
                        "Address of DynamoDB where it is not the region's own: DynamoDB Local, a VPC endpoint. Without it"
                                + " the AWS SDK looks: AWS_ENDPOINT_URL_DYNAMODB, the region's.",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        "Endpoint")
                .define(
                        S3_ENDPOINT,
                        ConfigDef.Type.STRING,
                        null,
                        TextForm.matching("https?://[^/?#@\\s]+/?", "http(s)://host[:port]"),
                        Importance.LOW,
                        "Address of S3 where it is not the region's own; buckets are then addressed by path. Without it"
                                + " the AWS SDK looks: AWS_ENDPOINT_URL_S3, the region's.",
                        GROUP,
                        3,
                        Width.MEDIUM,
                        "S3 endpoint")
                .define(
                        FIPS,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether to use the region's endpoints with FIPS 140 validated cryptography. If false, the AWS"
                                + " SDK looks: AWS_USE_FIPS_ENDPOINT, the profile.",
                        GROUP,
                        4,
                        Width.SHORT,
                        "FIPS endpoints");
    }

    static EndpointSettings from(AbstractConfig config) {
        return new EndpointSettings(
                Optional.ofNullable(config.getString(REGION)).map(Region::of),
                Optional.ofNullable(config.getString(ENDPOINT)).map(URI::create),
                Optional.ofNullable(config.getString(S3_ENDPOINT)).map(URI::create),
                config.getBoolean(FIPS));
    }

    static List<Problem> problems(AbstractConfig config) {
        return Stream.of(ENDPOINT, S3_ENDPOINT)
                .filter(option -> config.getBoolean(FIPS) && config.getString(option) != null)
                .map(option -> new Problem(
                        option, "the FIPS endpoint is the region's own; remove it, or set " + FIPS + "=false"))
                .toList();
    }
}
