package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Messages, help, documents and comments read as those of any tool of the field: see the style rules in CONTRIBUTING.md. */
class PlainEnglishTest {
    private static final Path ROOT = Path.of(System.getProperty("muster.checkout", "../.."));

    @Test
    void holdsInTheMainCode() {
        assertThat(sources().flatMap(file -> PlainEnglish.inJava(name(file), read(file)).stream()))
                .as("Readers know kubectl, Terraform and OpenSSH. Write as they do")
                .isEmpty();
    }

    @Test
    void holdsInDocumentsConfigsAndHostScripts() {
        assertThat(documents().flatMap(file -> PlainEnglish.inProse(name(file), 1, read(file)).stream()))
                .as("Readers know kubectl, Terraform and OpenSSH. Write as they do")
                .isEmpty();
    }

    @Test
    void bitesOnStringsAndCommentsButNotOnNames() {
        String source = "class A {\n  // whoever asks is told\n  String mend = \"mend it\";\n}\n";

        assertThat(PlainEnglish.inJava("A.java", source))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("A.java:2: 'is told'"))
                .anyMatch(line -> line.startsWith("A.java:3: 'mend'; write: fix"));
    }

    private static Stream<Path> sources() {
        return files("java").filter(file -> file.toString().contains("/src/main/"));
    }

    private static Stream<Path> documents() {
        return Stream.of("md", "yaml", "sh")
                .flatMap(PlainEnglishTest::files)
                .filter(file -> !file.toString().contains("/src/test/"));
    }

    private static Stream<Path> files(String ending) {
        try (Stream<Path> walk = Files.walk(ROOT)) {
            List<Path> found = walk.filter(file -> file.toString().endsWith("." + ending))
                    .filter(file -> !List.of("target", "dist", ".git").stream()
                            .anyMatch(folder -> file.toString().contains("/" + folder + "/")))
                    .toList();
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
