package dev.darkroom.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A project of two buckets, a table, two topics, a connector, and one whose plugin is not there. */
final class TestingProject {
    static final String TOPIC = "events";

    private TestingProject() {}

    static Path create(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("msk-config"));
        Files.createDirectories(directory.resolve("connectors/config"));
        Files.writeString(directory.resolve("sam-template.yaml"), """
                Parameters:
                  KafkaBootstrapServers: {Type: String}
                  MskClusterArn: {Type: String}
                Resources:
                  RawBucket: {Type: AWS::S3::Bucket, Properties: {BucketName: testing-raw}}
                  ProcessedBucket: {Type: AWS::S3::Bucket, Properties: {BucketName: testing-processed}}
                  ImagesTable:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      TableName: images
                      AttributeDefinitions: [{AttributeName: image_id, AttributeType: S}]
                      KeySchema: [{AttributeName: image_id, KeyType: HASH}]
                """);
        Files.writeString(directory.resolve("msk-config/topics.yaml"), """
                defaults: {partitions: 2, replicationFactor: 3, configs: {min.insync.replicas: "2"}}
                topics: [{name: events}, {name: other}]
                """);
        Files.writeString(
                directory.resolve("msk-config/server.properties"),
                "auto.create.topics.enable=false\nmin.insync.replicas=2\n");
        Files.writeString(directory.resolve("connectors/config/recording.json"), """
                {"name": "recording", "config": {
                  "connector.class": "dev.darkroom.localstack.connect.RecordingSinkConnector",
                  "topics": "events",
                  "label": "${env:IMAGES_TABLE}"}}
                """);
        Files.writeString(directory.resolve("connectors/config/archive.json"), """
                {"name": "archive", "config": {
                  "connector.class": "org.example.ArchiveSinkConnector",
                  "topics": "events",
                  "bucket": "${env:NOT_TOLD_HERE}"}}
                """);
        return directory;
    }
}
