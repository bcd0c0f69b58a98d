package dev.darkroom.connect.avro;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.darkroom.connect.avro", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule only_the_converter_is_public = classes()
            .that()
            .areTopLevelClasses()
            .and()
            .doNotHaveSimpleName("GlueAvroConverter")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule mapping_does_not_know_registry_and_bytes = noClasses()
            .that()
            .doNotHaveSimpleName("GlueAvroConverter")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.darkroom.schemas..", "software.amazon..");

    @ArchTest
    static final ArchRule logs_as_every_worker_can = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.slf4j.spi.LoggingEventBuilder")
            .because("Kafka's own workers come with SLF4J 1.7, which has no fluent calls, up to 4.3 and newer");
}
