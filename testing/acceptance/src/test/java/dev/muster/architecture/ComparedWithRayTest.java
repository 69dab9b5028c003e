package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/compared-with-ray.md} promises is held by tests: each that it names is there. */
class ComparedWithRayTest {
    private static final Path ROOT = Path.of(System.getProperty("muster.checkout", "../.."));
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*Test)?(?:\\.(\\w+))?`");

    @Test
    void everyTestThatItNamesExists() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (String line : Files.readAllLines(ROOT.resolve("docs/compared-with-ray.md"))) {
            String last = "";
            Matcher matcher = NAME.matcher(line);
            while (matcher.find()) {
                last = matcher.group(1) == null ? last : matcher.group(1);
                named++;
                String source = sources.getOrDefault(last, "");
                String method = matcher.group(2) == null ? "" : "void " + matcher.group(2) + "(";
                if (source.isEmpty() || !source.contains(method)) {
                    missing.add(last + " " + method);
                }
            }
        }
        assertThat(named).isGreaterThan(30);
        assertThat(missing).isEmpty();
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(file -> file.toString().contains("/src/test/"))
                    .filter(file -> file.getFileName().toString().endsWith("Test.java"))
                    .forEach(file -> sources.put(file.getFileName().toString().replace(".java", ""), read(file)));
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
