package dev.darkroom.webvariants;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = WebVariants.class, importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule ONLY_THE_FUNCTION_IS_PUBLIC =
            classes().that().arePublic().should().be(WebVariants.class);

    @ArchTest
    static final ArchRule ONLY_READERS_NAMES_A_DECODER_LIBRARY = noClasses()
            .that()
            .doNotHaveSimpleName("Readers")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.luciad..", "com.twelvemonkeys..", "com.sun.imageio..");
}
