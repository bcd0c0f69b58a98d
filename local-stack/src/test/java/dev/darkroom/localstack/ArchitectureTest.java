package dev.darkroom.localstack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.darkroom.localstack", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule partsDoNotDependOnEachOtherInCircles =
            slices().matching("dev.darkroom.localstack.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theStackKnowsNoApp = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.darkroom.imagecollection..",
                    "dev.darkroom.imagestreaming..",
                    "dev.darkroom.topology..",
                    "dev.darkroom.imageprocessor..");

    @ArchTest
    static final ArchRule brokerInternalsStayInTheKafkaPart = noClasses()
            .that()
            .resideOutsideOfPackage("..localstack.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.raft..");

    @ArchTest
    static final ArchRule whatIsPublicIsFinal = classes()
            .that()
            .arePublic()
            .and()
            .areNotInterfaces()
            .and()
            .haveSimpleNameNotEndingWith("package-info")
            .should()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL);
}
