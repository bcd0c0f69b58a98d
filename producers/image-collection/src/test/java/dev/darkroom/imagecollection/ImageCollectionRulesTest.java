package dev.darkroom.imagecollection;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.darkroom.imagecollection", importOptions = DoNotIncludeTests.class)
final class ImageCollectionRulesTest {
    @ArchTest
    static final ArchRule HEADERS_ARE_READ_WITHOUT_ANYTHING_ELSE = noClasses()
            .that()
            .resideInAPackage("..header")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("..imagecollection.header", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule ONLY_THE_STORE_KNOWS_S3 = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("S3")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule ONLY_THE_LOG_KNOWS_KAFKA = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Kafka")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule ONLY_THE_APPLICATION_AND_WHAT_WEBHOOKS_SHARE_IS_SHOWN = classes()
            .that()
            .resideInAPackage("dev.darkroom.imagecollection")
            .and()
            .areTopLevelClasses()
            .and()
            .haveNameNotMatching(".*\\.(ImageCollection|Documents|JsonBody)")
            .should()
            .notBePublic();
}
