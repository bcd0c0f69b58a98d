package dev.darkroom.imagestreaming;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.darkroom.imagestreaming", importOptions = DoNotIncludeTests.class)
final class ImageStreamingRulesTest {
    @ArchTest
    static final ArchRule ONLY_THE_STORES_KNOW_AWS = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(S3|DynamoDb)[^.]*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule ONLY_THE_FOLLOWER_KNOWS_KAFKA = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Kafka")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule ONLY_THE_APPLICATION_IS_SHOWN = classes()
            .that()
            .areTopLevelClasses()
            .and()
            .doNotHaveSimpleName("ImageStreaming")
            .should()
            .notBePublic();
}
