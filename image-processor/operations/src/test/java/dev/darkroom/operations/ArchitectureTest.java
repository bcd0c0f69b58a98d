package dev.darkroom.operations;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = Recipe.class, importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule IT_NEEDS_JAVA_AND_A_JSON_READER = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.darkroom.operations", "java..", "com.fasterxml.jackson..", "org.jspecify..");
}
