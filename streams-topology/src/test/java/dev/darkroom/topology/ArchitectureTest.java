package dev.darkroom.topology;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.darkroom.topology", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule ADMISSION_IS_PURE = classes()
            .that()
            .resideInAPackage("..topology.admission..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.darkroom.schemas", "..topology.admission..");

    @ArchTest
    static final ArchRule THE_STATE_MACHINE_IS_PURE = classes()
            .that()
            .resideInAPackage("..topology.lifecycle..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "dev.darkroom.schemas",
                    "..topology.admission..",
                    "..topology.lifecycle..");

    @ArchTest
    static final ArchRule NOTHING_BUT_THE_RUNNER_KNOWS_A_CLOCK = noClasses()
            .that()
            .resideInAnyPackage("..topology.admission..", "..topology.lifecycle..", "..topology.statistics..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule ONLY_THE_RUNNER_IS_SEEN_FROM_OUTSIDE = classes()
            .that()
            .resideInAPackage("dev.darkroom.topology")
            .and()
            .arePublic()
            .should()
            .haveFullyQualifiedName("dev.darkroom.topology.StreamsTopology")
            .orShould()
            .haveFullyQualifiedName("dev.darkroom.topology.BoundedRocksDb");

    @ArchTest
    static final ArchRule NOBODY_SEES_THE_TOPOLOGY_FROM_BELOW = noClasses()
            .that()
            .resideOutsideOfPackage("dev.darkroom.topology")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.darkroom.topology");

    @ArchTest
    static final ArchRule NO_AWS_TYPES =
            noClasses().should().dependOnClassesThat().resideInAPackage("software.amazon..");
}
