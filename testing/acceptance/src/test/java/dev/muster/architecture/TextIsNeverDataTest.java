package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A sentence is for people. What code needs to know is an enum, a sealed type or a field. */
class TextIsNeverDataTest {
    /** Files that may compare text, each with the reason: the text is another program's, which offers nothing else. */
    private static final Map<String, String> ALLOWED = new TreeMap<>(Map.of(
            "Invocation.java", "picocli's exceptions have no code",
            "SyntaxProblem.java", "SnakeYAML's exceptions have no code",
            "YamlTree.java", "SnakeYAML's exceptions have no code",
            "KeyFile.java", "PEM files are text with these headers",
            "SshFailures.java", "an SSH server gives its reason as text only",
            "Upload.java", "tar and the shell report a full disk as text only",
            "FactsCollector.java", "/proc/cpuinfo has names with spaces"));

    @Test
    void holdsInTheMainCode() {
        assertThat(SourceFiles.main()
                        .filter(file -> !isAllowed(file))
                        .flatMap(file -> TextIsNeverData.find(SourceFiles.name(file), SourceFiles.read(file)).stream()))
                .as("A reworded message must not change what happens. Use an enum, a sealed type or a typed field")
                .isEmpty();
    }

    @Test
    void everyExceptionIsNeeded() {
        List<String> found = SourceFiles.main()
                .filter(file -> !TextIsNeverData.find(SourceFiles.name(file), SourceFiles.read(file))
                        .isEmpty())
                .map(SourceFiles::name)
                .toList();

        assertThat(ALLOWED.keySet())
                .allSatisfy(suffix -> assertThat(found).as(suffix).anyMatch(file -> file.endsWith("/" + suffix)));
    }

    @Test
    void bitesOnEachFormOfAComparison() {
        String source = """
                class A {
                    static final String HELD = "held by ";
                    static final String NEVER = "not done yet";
                    boolean a(String line) { return line.startsWith("no space left"); }
                    boolean b(String line) { return "is held by".equals(line); }
                    boolean c(String line) { return line.endsWith(SourceFiles.name() + NEVER); }
                    boolean d(String line) { return NEVER.equals(line); }
                    boolean e(Exception e) { return e.getMessage().contains("refused"); }
                    boolean f(Failure failure) { return failure.text().startsWith(failure.host()); }
                    boolean g(String note) { return note
                            .strip()
                            .equals("held"); }
                    int h(String line) { return switch (line) { case "not done yet" -> 1; }; }
                }
                """;

        assertThat(TextIsNeverData.find("A.java", source))
                .extracting(line -> line.split(":")[1])
                .containsExactly("4", "5", "6", "7", "8", "9", "10", "13");
    }

    @Test
    void letsProtocolsAndDataAlone() {
        String source = """
                class A {
                    // if (e.getMessage().contains("no space left"))
                    boolean a(String line) { return line.startsWith("key=") || line.equals("yes"); }
                    boolean b(Path path) { return path.endsWith("bin/cluster"); }
                    String c(Failure failure) { return failure.message() + ": it is held by somebody"; }
                    boolean d(Status status) { return status.reason() == Reason.HELD && status.message().isEmpty(); }
                    boolean e(Map<String, String> all) { return all.containsKey("a b") || set.contains(key); }
                }
                """;

        assertThat(TextIsNeverData.find("A.java", source)).isEmpty();
    }

    private static boolean isAllowed(Path file) {
        return ALLOWED.keySet().stream()
                .anyMatch(suffix -> SourceFiles.name(file).endsWith("/" + suffix));
    }
}
