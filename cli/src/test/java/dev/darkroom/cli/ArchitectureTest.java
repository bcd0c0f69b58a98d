package dev.darkroom.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The command sees every module on its class path, so the rules between modules are kept here. */
@AnalyzeClasses(packages = "dev.darkroom", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String[] APPLICATIONS = {
        "dev.darkroom.imagecollection..", "dev.darkroom.imagestreaming..", "dev.darkroom.topology.."
    };

    @ArchTest
    static final ArchRule NOTHING_BUT_THE_COMMAND_DEPENDS_ON_IMAGE_COLLECTION = onlyItsOwn(APPLICATIONS[0]);

    @ArchTest
    static final ArchRule NOTHING_BUT_THE_COMMAND_DEPENDS_ON_IMAGE_STREAMING = onlyItsOwn(APPLICATIONS[1]);

    @ArchTest
    static final ArchRule NOTHING_BUT_THE_COMMAND_DEPENDS_ON_THE_TOPOLOGY = onlyItsOwn(APPLICATIONS[2]);

    @ArchTest
    static final ArchRule CONTRACTS_DEPEND_ON_NO_OTHER_MODULE = noClasses()
            .that()
            .resideInAPackage("dev.darkroom.schemas..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("dev.darkroom..").and(resideOutsideOfPackage("dev.darkroom.schemas..")));

    @ArchTest
    static final ArchRule THE_DEMO_SEES_THE_PLATFORM_AS_A_CLIENT_DOES = noClasses()
            .that()
            .resideInAPackage("dev.darkroom.cli.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.darkroom.localstack..",
                    "dev.darkroom.schemas..",
                    APPLICATIONS[0],
                    APPLICATIONS[1],
                    APPLICATIONS[2]);

    private static ArchRule onlyItsOwn(String application) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(application, "dev.darkroom.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(application);
    }
}
