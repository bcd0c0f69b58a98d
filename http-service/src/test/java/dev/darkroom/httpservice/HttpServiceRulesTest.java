package dev.darkroom.httpservice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.darkroom.httpservice", importOptions = DoNotIncludeTests.class)
final class HttpServiceRulesTest {
    @ArchTest
    static final ArchRule KNOWS_NO_OTHER_PART_OF_DARKROOM = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.darkroom.schemas..", "dev.darkroom.image..", "org.apache.kafka..", "software..");

    @ArchTest
    static final ArchRule SHOWS_ONLY_WHAT_AN_APPLICATION_NEEDS = classes()
            .that()
            .haveNameNotMatching(
                    ".*\\.(HttpService|HttpAddress|Authenticator|Health(\\$Check)?|Metrics|Problem|ProblemException|Routes|TraceContext)")
            .should()
            .notBePublic();
}
