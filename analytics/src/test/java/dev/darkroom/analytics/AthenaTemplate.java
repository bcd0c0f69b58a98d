package dev.darkroom.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The nested template that deploys this module's files: tables to Glue, questions and views to Athena. */
final class AthenaTemplate {
    private static final String HEAD = """
            # Athena over the platform's tables, nested in sam-template.yaml. Made from analytics/sql, analytics/views and
            # analytics/tables; after a change there:
            #   mvn -pl analytics test -Dtest=AthenaTemplateTest -Danalytics.template.update
            AWSTemplateFormatVersion: "2010-09-09"
            Transform: AWS::Serverless-2016-10-31
            Description: Darkroom - the tables in Glue, the DynamoDB connector and the named queries in Athena.

            Parameters:
              ImagesTable:
                Type: String
                Description: The DynamoDB table of images.
              CustomerStatsTable:
                Type: String
                Description: The DynamoDB table of customers' statistics.
              AnalyticsBucket:
                Type: String
                Description: The bucket of the archive, of the connector's spill and of Athena's results.
              ConnectorVersion:
                Type: String
                Default: 2025.8.1
                Description: Version of AthenaDynamoDBConnector; the one that ./darkroom sql runs.

            Resources:
              Database:
                Type: AWS::Glue::Database
                Properties:
                  CatalogId: !Ref AWS::AccountId
                  DatabaseInput:
                    Name: darkroom
                    # the connector takes databases with this in their location
                    LocationUri: dynamo-db-flag

              Connector:
                Type: AWS::Serverless::Application
                Properties:
                  Location:
                    ApplicationId: arn:aws:serverlessrepo:us-east-1:292517598671:applications/AthenaDynamoDBConnector
                    SemanticVersion: !Ref ConnectorVersion
                  Parameters:
                    AthenaCatalogName: dynamodb
                    SpillBucket: !Ref AnalyticsBucket
                    SpillPrefix: spill

              Catalog:
                Type: AWS::Athena::DataCatalog
                DependsOn: Connector
                Properties:
                  Name: dynamodb
                  Type: LAMBDA
                  Parameters:
                    function: !Sub "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:dynamodb"

              Analysts:
                Type: AWS::Athena::WorkGroup
                Properties:
                  Name: darkroom
                  WorkGroupConfiguration:
                    EnforceWorkGroupConfiguration: true
                    EngineVersion:
                      SelectedEngineVersion: Athena engine version 3
                    ResultConfiguration:
                      OutputLocation: !Sub "s3://${AnalyticsBucket}/results/"
            """;

    private AthenaTemplate() {}

    static String of(Path analytics) {
        StringBuilder template = new StringBuilder(HEAD);
        TableDefinition.readAll(analytics.resolve("tables"), Map.of()).forEach(table -> table(template, table));
        Questions.in(analytics.resolve("views"))
                .questions()
                .forEach(view -> query(template, view, "CREATE OR REPLACE VIEW " + view.name() + " AS\n"));
        Questions.in(analytics.resolve("sql")).questions().forEach(question -> query(template, question, ""));
        return template.toString();
    }

    private static void table(StringBuilder template, TableDefinition table) {
        template.append("\n  ").append(logicalId(table.name())).append("GlueTable:\n");
        template.append("    Type: AWS::Glue::Table\n    Properties:\n      CatalogId: !Ref AWS::AccountId\n");
        template.append("      DatabaseName: !Ref Database\n      TableInput:\n");
        fields(template, table.glue(), 8);
    }

    private static void query(StringBuilder template, Questions.Question question, String before) {
        template.append("\n  ").append(logicalId(question.name())).append("Query:\n");
        template.append("    Type: AWS::Athena::NamedQuery\n    Properties:\n");
        template.append("      Name: ").append(question.name()).append('\n');
        template.append("      Description: ").append(quoted(question.text())).append('\n');
        template.append("      Database: !Ref Database\n      WorkGroup: !Ref Analysts\n      QueryString: |\n");
        (before + question.sql())
                .lines()
                .forEach(line -> template.append("        ").append(line).append('\n'));
    }

    private static void fields(StringBuilder template, JsonNode object, int indent) {
        object.properties().forEach(field -> {
            template.append(" ".repeat(indent)).append(field.getKey()).append(':');
            JsonNode value = field.getValue();
            if (value.isObject()) {
                template.append('\n');
                fields(template, value, indent + 2);
            } else if (value.isArray()) {
                template.append('\n');
                value.forEach(item -> template.append(" ".repeat(indent + 2))
                        .append("- ")
                        .append(inline(item))
                        .append('\n'));
            } else {
                template.append(' ').append(quoted(value.asText())).append('\n');
            }
        });
    }

    private static String inline(JsonNode object) {
        return object.properties().stream()
                .map(field -> field.getKey() + ": " + quoted(field.getValue().asText()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** In quotes, and with the names filled in by CloudFormation where there are any. */
    private static String quoted(String text) {
        return (text.contains("${") ? "!Sub " : "")
                + '"'
                + text.replace("\\", "\\\\").replace("\"", "\\\"")
                + '"';
    }

    private static String logicalId(String name) {
        List<String> words = Arrays.asList(name.split("[-_]", -1));
        return words.stream()
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }
}
