package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.muster.core.script.ScriptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A script that no enum lists is neither linted nor tested: see HostScriptsContract in the testkit. */
class HostScriptsTest {
    private static final Path ROOT = Path.of(System.getProperty("muster.checkout", "../.."));

    @Test
    void everyShellFileAmongTheResourcesIsListedByAnEnum() throws IOException {
        assertThat(shellFiles())
                .as("Add the file as a constant to BootstrapScript, TransferScript or LibraryPart")
                .isNotEmpty()
                .isSubsetOf(listed());
    }

    @Test
    void findsTheEnumsThatListScripts() {
        assertThat(listed())
                .contains(
                        "dev/muster/core/script/root.sh",
                        "dev/muster/launcher/bootstrap/claim.sh",
                        "dev/muster/transfer/place.sh")
                .doesNotContain("dev/muster/transfer/claim.sh");
    }

    private static Set<String> listed() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.muster").stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(ScriptFile.class))
                        .flatMap(HostScriptsTest::files)
                        .collect(Collectors.toSet());
    }

    private static Stream<String> files(JavaClass type) {
        String folder = type.getPackageName().replace('.', '/') + "/";
        return Stream.of(type.reflect().getEnumConstants())
                .map(constant -> folder + ((ScriptFile) constant).fileName());
    }

    private static List<String> shellFiles() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT, 12)) {
            return all.map(file -> ROOT.relativize(file).toString())
                    .filter(file -> file.endsWith(".sh") && file.contains("/src/main/resources/"))
                    .map(file -> file.substring(file.indexOf("/src/main/resources/") + "/src/main/resources/".length()))
                    .toList();
        }
    }
}
