package dev.darkroom.dynamodb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.darkroom.dynamodb", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule only_connector_and_task_are_for_others = classes()
            .that()
            .resideInAPackage("dev.darkroom.dynamodb")
            .and()
            .areTopLevelClasses()
            .and()
            .doNotHaveSimpleName("DynamoDbSinkConnector")
            .and()
            .doNotHaveSimpleName("DynamoDbSinkTask")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule packages_depend_one_way =
            slices().matching("dev.darkroom.dynamodb.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule mapping_is_pure = noClasses()
            .that()
            .resideInAPackage("..mapping..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..writing..", "..connection..")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("DynamoDbClient");

    @ArchTest
    static final ArchRule connecting_knows_neither_records_nor_writes = noClasses()
            .that()
            .resideInAPackage("..connection..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..writing..", "..mapping..");

    @ArchTest
    static final ArchRule connects_own_metrics_are_known_in_one_place = noClasses()
            .that()
            .doNotHaveSimpleName("ConnectMetricRegistry")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("PluginMetrics")
            .because("workers before 4.1 have no such class");

    @ArchTest
    static final ArchRule stands_alone =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.darkroom.schemas..");

    @ArchTest
    static final ArchRule logs_as_every_worker_can = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.slf4j.spi.LoggingEventBuilder")
            .because("Kafka's own workers come with SLF4J 1.7, which has no fluent calls, up to 4.3 and newer");
}
