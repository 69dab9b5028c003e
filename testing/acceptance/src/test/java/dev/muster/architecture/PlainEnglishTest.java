package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Messages, help, documents and comments read as those of any tool of the field: see the style rules in CONTRIBUTING.md. */
class PlainEnglishTest {
    @Test
    void holdsInTheMainCode() {
        assertThat(SourceFiles.main()
                        .flatMap(file -> PlainEnglish.inJava(SourceFiles.name(file), SourceFiles.read(file)).stream()))
                .as("Readers know kubectl, Terraform and OpenSSH. Write as they do")
                .isEmpty();
    }

    @Test
    void holdsInDocumentsConfigsAndHostScripts() {
        assertThat(documents()
                        .flatMap(file ->
                                PlainEnglish.inProse(SourceFiles.name(file), 1, SourceFiles.read(file)).stream()))
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

    private static Stream<Path> documents() {
        return Stream.of("md", "yaml", "sh", "py")
                .flatMap(SourceFiles::endingWith)
                .filter(file -> !file.toString().contains("/src/test/"));
    }
}
