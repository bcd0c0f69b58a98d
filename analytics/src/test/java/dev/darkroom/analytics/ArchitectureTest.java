package dev.darkroom.analytics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.darkroom.analytics", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_DIALECT_KNOWS_NO_ENGINE = noClasses()
            .that()
            .resideInAPackage("..dialect..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..engine..", "..connector..", "..archive..", "org.duckdb..");

    @ArchTest
    static final ArchRule ONLY_THE_ENGINE_KNOWS_DUCKDB = noClasses()
            .that()
            .resideOutsideOfPackage("..engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.duckdb..");

    @ArchTest
    static final ArchRule ITS_PARTS_DEPEND_ON_EACH_OTHER_ONE_WAY =
            slices().matching("dev.darkroom.analytics.(*)..").should().beFreeOfCycles();
}
