package dev.muster.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The seam between the cluster and its machines: who may know a concrete provider. */
final class ProviderSeam {
    private final String root;

    ProviderSeam(String root) {
        this.root = root;
    }

    Stream<ArchRule> rules() {
        return Stream.of(packages(), configs());
    }

    ArchRule packages() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".launcher.provider.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".launcher.provider.*..")
                .as("nothing outside a provider's package uses a class of it")
                .because("a provider is found in the registry (Providers) and used through its port; a branch by kind"
                        + " elsewhere would have to be repeated for every provider that is added: ask the port or"
                        + " ProviderConfig a question instead")
                .allowEmptyShould(true);
    }

    ArchRule configs() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root + ".launcher.provider.*..", root + ".config.provider")
                .should()
                .dependOnClassesThat(concreteConfigs())
                .as("nothing outside a provider's package and its format knows the record of its config")
                .because("everybody else asks ProviderConfig, which every provider answers")
                .allowEmptyShould(true);
    }

    private DescribedPredicate<JavaClass> concreteConfigs() {
        return describe(
                "a concrete ProviderConfig",
                type -> !type.isInterface()
                        && !type.getSimpleName().equals("UnsupportedProvider")
                        && type.getAllRawInterfaces().stream()
                                .anyMatch(port -> port.getName().equals(root + ".core.config.ProviderConfig")));
    }
}
