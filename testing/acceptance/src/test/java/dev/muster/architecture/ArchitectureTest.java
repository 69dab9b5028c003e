package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of ARCHITECTURE.md, each with its why in its message. */
class ArchitectureTest {
    private static final String ROOT = "dev.muster";
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/dev/muster/testkit/"))
            .importPackages(ROOT);

    static Stream<ArchRule> rules() {
        return Stream.of(
                        new Rooms(ROOT).rules(),
                        new Effects(ROOT).rules(),
                        new Libraries(ROOT).rules(),
                        new ProviderSeam(ROOT).rules(),
                        new EngineSeam(ROOT).rules())
                .flatMap(rules -> rules);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(HOUSE);
    }

    @Test
    void seesTheClassesOfEveryRoom() {
        assertThat(HOUSE)
                .extracting(JavaClass::getName)
                .contains(
                        "dev.muster.core.NodeKey",
                        "dev.muster.cli.ClusterMain",
                        "dev.muster.daemon.DaemonMain",
                        "dev.muster.head.HeadMain")
                .noneMatch(name -> name.startsWith("dev.muster.architecture"));
    }
}
