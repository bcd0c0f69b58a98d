package dev.darkroom.schemas;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.darkroom.schemas", importOptions = ImportOption.DoNotIncludeTests.class)
final class SchemasArchitectureTest {
    private static final DescribedPredicate<JavaClass> THE_REST_OF_DARKROOM = resideInAPackage("dev.darkroom..")
            .and(DescribedPredicate.not(resideInAPackage("dev.darkroom.schemas..")))
            .as("other parts of Darkroom");

    @ArchTest
    static final ArchRule CONTRACTS_DEPEND_ON_NO_ONE =
            noClasses().should().dependOnClassesThat(THE_REST_OF_DARKROOM).because("everyone depends on the contracts");

    @ArchTest
    static final ArchRule CONTRACTS_ARE_PLAIN = noClasses()
            .that()
            .resideInAPackage("dev.darkroom.schemas")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "software.amazon..", "dev.darkroom.schemas.*..")
            .because("a record says what is meant and not how it travels");

    @ArchTest
    static final ArchRule REGISTRY_IS_FREE_OF_KAFKA = noClasses()
            .that()
            .resideInAPackage("dev.darkroom.schemas.registry")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "dev.darkroom.schemas.serde..");

    @ArchTest
    static final ArchRule ONLY_THE_REGISTRY_SPEAKS_TO_AWS = noClasses()
            .that()
            .resideInAPackage("dev.darkroom.schemas.serde")
            .and()
            .doNotHaveSimpleName("GlueSerdeConfig")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule ONLY_WHAT_IS_MEANT_FOR_OTHERS_IS_PUBLIC = classes()
            .that()
            .resideInAnyPackage("dev.darkroom.schemas.registry", "dev.darkroom.schemas.serde")
            .and()
            .arePublic()
            .should()
            .haveNameMatching(
                    ".*\\.(SchemaRegistry|SchemaRegistryException|UnknownSchemaException|GlueSchemaRegistry|GlueSettings|Definition|Compression|WireFormat|GlueAvro(Serde|Serializer|Deserializer)|GlueEventHeads|EventHead)");
}
