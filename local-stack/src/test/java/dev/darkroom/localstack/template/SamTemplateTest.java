package dev.darkroom.localstack.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SamTemplateTest {
    private static final Path OURS = Path.of("..", "sam-template.yaml");
    private static final Map<String, String> GIVEN = Map.of(
            "MskClusterArn",
            "arn:aws:kafka:us-east-1:000000000000:cluster/local/1",
            "KafkaBootstrapServers",
            "127.0.0.1:9092");

    @TempDir
    private Path directory;

    @Test
    void readsTheBucketsAndTablesOfOurTemplate() {
        // When
        SamTemplate template = SamTemplate.load(OURS, GIVEN);

        // Then
        assertThat(template.buckets())
                .containsExactly(
                        new Bucket("RawBucket", "darkroom-raw-000000000000"),
                        new Bucket("ProcessedBucket", "darkroom-processed-000000000000"),
                        new Bucket("AnalyticsBucket", "darkroom-analytics-000000000000"));
        assertThat(template.tables()).extracting(Table::name).containsExactlyInAnyOrder("images", "customer-stats");
        assertThat(template.tables())
                .filteredOn("name", "customer-stats")
                .singleElement()
                .satisfies(table -> assertThat(table.keySchema())
                        .containsExactly(new Table.Key("customer_id", "HASH"), new Table.Key("window_key", "RANGE")));
        assertThat(template.tables())
                .filteredOn("name", "images")
                .singleElement()
                .satisfies(table -> {
                    assertThat(table.keySchema()).containsExactly(new Table.Key("image_id", "HASH"));
                    assertThat(table.globalSecondaryIndexes())
                            .containsExactly(new Table.Index(
                                    "customer-finished",
                                    List.of(
                                            new Table.Key("customer_id", "HASH"),
                                            new Table.Key("finished_at", "RANGE")),
                                    "ALL",
                                    List.of()));
                    assertThat(table.timeToLiveAttribute()).isNull();
                });
    }

    @Test
    void readsTheFunctionsOfOurTemplateWithGlobalsMergedIn() {
        // When
        List<Function> functions = SamTemplate.load(OURS, GIVEN).functions();

        // Then
        assertThat(functions)
                .extracting(Function::logicalId)
                .containsExactly("ExpressProcessor", "StandardProcessor", "BulkProcessor");
        Function express = functions.getFirst();
        assertThat(express.handler()).isEqualTo("dev.darkroom.imageprocessor.ImageProcessorHandler::handleRequest");
        assertThat(express.memoryMegabytes()).isEqualTo(1_769);
        assertThat(express.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(express.environment())
                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
                .containsEntry("SCHEMA_REGISTRY_NAME", "darkroom")
                .containsEntry("PROCESSED_BUCKET", "darkroom-processed-000000000000");
        assertThat(express.eventSources())
                .containsExactly(new KafkaEventSource(
                        "arn:aws:kafka:us-east-1:000000000000:cluster/local/1",
                        "image-tasks-express",
                        "image-processor-express",
                        KafkaEventSource.StartingPosition.TRIM_HORIZON,
                        null,
                        4,
                        Duration.ZERO,
                        10,
                        null,
                        true,
                        true,
                        "task-failures",
                        6));
    }

    @Test
    void usesTheDefaultsOfAwsWhereTheTemplateIsSilent() throws IOException {
        // Given
        Path file = write(function("Topics: [tasks]"));

        // When
        Function function = SamTemplate.load(file, Map.of()).functions().getFirst();

        // Then
        assertThat(function.name()).isEqualTo("darkroom-Worker");
        assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(function.memoryMegabytes()).isEqualTo(128);
        assertThat(function.eventSources()).singleElement().satisfies(source -> {
            assertThat(source.batchSize()).isEqualTo(100);
            assertThat(source.maximumBatchingWindow()).isEqualTo(Duration.ofMillis(500));
            assertThat(source.maximumRetryAttempts()).isEqualTo(-1);
            assertThat(source.maximumRecordAge()).isNull();
            assertThat(source.bisectBatchOnFunctionError()).isFalse();
            assertThat(source.reportBatchItemFailures()).isFalse();
        });
    }

    @Test
    void mergesGlobalsAsSamDoes() throws IOException {
        // Given
        Path file = write("""
                Conditions:
                  Big: !Equals [!Ref "AWS::Region", us-east-1]
                Globals:
                  Function:
                    Runtime: java25
                    Timeout: 10
                    Environment: {Variables: {SHARED: one, OWN: shared}}
                Resources:
                  Worker:
                    Type: AWS::Serverless::Function
                    Properties:
                      CodeUri: worker.zip
                      Handler: Worker
                      Timeout: 20
                      MemorySize: !If [Big, 512, 256]
                      Environment:
                        Variables:
                          OWN: !Join ["-", [a, !Sub "${AWS::StackName}"]]
                          GONE: !Ref AWS::NoValue
                """);

        // When
        Function function = SamTemplate.load(file, Map.of()).functions().getFirst();

        // Then
        assertThat(function.runtime()).isEqualTo("java25");
        assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(function.memoryMegabytes()).isEqualTo(512);
        assertThat(function.environment()).isEqualTo(Map.of("SHARED", "one", "OWN", "a-darkroom"));
    }

    @Test
    void namesTheLineOfWhatItCannotResolve() throws IOException {
        // Given
        Path file = write("""
                Resources:
                  Photos:
                    Type: AWS::S3::Bucket
                    Properties:
                      BucketName: !Sub "${Nobody}-raw"
                """);

        // Then
        assertThatThrownBy(() -> SamTemplate.load(file, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessage(file + ":5: there is neither a parameter nor a resource Nobody");
    }

    @Test
    void asksForAParameterWithoutDefault() throws IOException {
        // Given
        Path file = write("""
                Parameters:
                  Name: {Type: String}
                Resources:
                  Photos: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}
                """);

        // Then
        assertThatThrownBy(() -> SamTemplate.load(file, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("parameter Name has no default");
    }

    @Test
    void readsWhatIsNestedAndWhatItTells() throws IOException {
        // Given
        Files.writeString(directory.resolve("storage.yaml"), """
                Parameters:
                  Prefix: {Type: String}
                Resources:
                  Photos: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "${Prefix}-photos"}}
                Outputs:
                  PhotosName: {Value: !Ref Photos}
                """);
        Files.writeString(directory.resolve("network.yaml"), """
                Parameters:
                  Unknown: {Type: String}
                Resources:
                  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Unknown}}
                """);
        Path file = write("""
                Resources:
                  Network: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: network.yaml}}
                  Storage:
                    Type: AWS::CloudFormation::Stack
                    Properties:
                      TemplateURL: storage.yaml
                      Parameters: {Prefix: !Ref AWS::StackName}
                  Worker:
                    Type: AWS::Serverless::Function
                    Properties:
                      CodeUri: worker.zip
                      Handler: Worker
                      Runtime: java25
                      Environment:
                        Variables:
                          PHOTOS: !GetAtt Storage.Outputs.PhotosName
                          URL: !Sub "s3://${Storage.Outputs.PhotosName}/"
                """);

        // When
        SamTemplate template = SamTemplate.load(file, Map.of());

        // Then
        assertThat(template.buckets()).containsExactly(new Bucket("Photos", "darkroom-photos"));
        assertThat(template.functions().getFirst().environment())
                .isEqualTo(Map.of("PHOTOS", "darkroom-photos", "URL", "s3://darkroom-photos/"));
    }

    @Test
    void namesTheOutputThatANestedTemplateDoesNotHave() throws IOException {
        // Given
        Files.writeString(directory.resolve("storage.yaml"), "Resources: {}\n");
        Path file = write("""
                Resources:
                  Storage: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: storage.yaml}}
                  Copy: {Type: AWS::S3::Bucket, Properties: {BucketName: !GetAtt Storage.Outputs.Name}}
                """);

        // Then
        assertThatThrownBy(() -> SamTemplate.load(file, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessage(file + ":3: " + directory.resolve("storage.yaml") + " has no output Name");
    }

    @Test
    void refusesAParameterTheTemplateDoesNotDeclare() {
        // Then
        assertThatThrownBy(() -> SamTemplate.load(OURS, Map.of("Nonsense", "1")))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("has no parameter Nonsense");
    }

    @Test
    void refusesWhatAwsWouldRefuse() throws IOException {
        // Given
        Path tooLarge = write(function("Topics: [tasks]\n            BatchSize: 10001"));

        // Then
        assertThatThrownBy(() -> SamTemplate.load(tooLarge, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("BatchSize is 10001, AWS allows 1 to 10000");

        // Given
        Path onDemand = write(
                function(
                        "Topics: [tasks]\n            DestinationConfig: {OnFailure: {Type: Kafka, Destination: \"kafka://failures\"}}"));

        // Then
        assertThatThrownBy(() -> SamTemplate.load(onDemand, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("needs provisioned mode");
    }

    private Path write(String template) throws IOException {
        return Files.writeString(directory.resolve("template.yaml"), template);
    }

    private static String function(String event) {
        return """
                Resources:
                  Worker:
                    Type: AWS::Serverless::Function
                    Properties:
                      CodeUri: worker.zip
                      Handler: Worker
                      Runtime: java25
                      Events:
                        Tasks:
                          Type: MSK
                          Properties:
                            Stream: arn
                            StartingPosition: LATEST
                            %s
                """.formatted(event);
    }
}
