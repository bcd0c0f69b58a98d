package dev.darkroom.imageprocessor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = ImageProcessorHandler.class, importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_CORE_KNOWS_NEITHER_AWS_NOR_KAFKA = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(S3|Kafka|ImageProcessor|TaskRecord).*")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "com.amazonaws..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule ONLY_THE_HANDLER_AND_ITS_ANSWER_ARE_PUBLIC = classes()
            .that()
            .arePublic()
            .should()
            .haveNameMatching(".*\\.(ImageProcessorHandler|BatchResponse.*|Ending\\$.*|Fetched\\$.*)");

    @ArchTest
    static final ArchRule FUNCTIONS_ARE_FOUND_NOT_NAMED =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.darkroom.webvariants..");
}
