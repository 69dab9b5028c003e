package dev.muster.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The seam between the cluster and what runs on it: who may know a concrete engine. */
final class EngineSeam {
    private final String root;

    EngineSeam(String root) {
        this.root = root;
    }

    Stream<ArchRule> rules() {
        return Stream.of(engines(), directions());
    }

    ArchRule engines() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".engine.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".engine.*..")
                .as("nothing outside an engine's module uses a class of it")
                .because("an engine is found in the registry (Engines) and used through its port; a branch by engine"
                        + " elsewhere would have to be repeated for every engine that is added: ask the port a question"
                        + " instead")
                .allowEmptyShould(true);
    }

    ArchRule directions() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".engine.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        root + ".config..",
                        root + ".protocol..",
                        root + ".launcher..",
                        root + ".head..",
                        root + ".client..",
                        root + ".cli..")
                .as("an engine uses only core and the engine port")
                .because("an engine that knew the programs around it could not be added to a built distribution")
                .allowEmptyShould(true);
    }
}
