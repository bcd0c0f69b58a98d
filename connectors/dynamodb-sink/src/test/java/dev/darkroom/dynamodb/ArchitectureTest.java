package dev.darkroom.dynamodb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.darkroom.dynamodb", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule only_connector_and_task_are_public = classes()
            .that()
            .areTopLevelClasses()
            .and()
            .doNotHaveSimpleName("DynamoDbSinkConnector")
            .and()
            .doNotHaveSimpleName("DynamoDbSinkTask")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule the_client_is_known_where_it_is_made_and_used = noClasses()
            .that()
            .doNotHaveSimpleName("ConnectionSettings")
            .and()
            .doNotHaveSimpleName("DynamoDbBatchWriter")
            .and()
            .doNotHaveSimpleName("RunningSink")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("DynamoDbClient");

    @ArchTest
    static final ArchRule mapping_does_not_know_writing = noClasses()
            .that()
            .haveNameMatching(".*\\.(Attributes|Numbers|Moments|ItemSize|RecordMapper|Key.*|FieldPath|TableName)")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(".*\\.(BatchWriter|.*BatchWriter|RunningSink|IsolatingWriter|Pauses)");

    @ArchTest
    static final ArchRule stands_alone =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.darkroom.schemas..");
}
