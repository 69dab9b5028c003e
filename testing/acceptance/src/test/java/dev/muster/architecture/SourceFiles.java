package dev.muster.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the checkout that house rules read as text. Build output is left out. */
final class SourceFiles {
    private static final Path ROOT = Path.of(System.getProperty("muster.checkout", "../.."));
    private static final List<String> BUILD_OUTPUT = List.of("target", "dist", ".git");

    private SourceFiles() {}

    /** Returns the Java files of all modules' main code. */
    static Stream<Path> main() {
        return endingWith("java").filter(file -> file.toString().contains("/src/main/"));
    }

    static Stream<Path> endingWith(String ending) {
        try (Stream<Path> walk = Files.walk(ROOT)) {
            return walk
                    .filter(file -> file.toString().endsWith("." + ending))
                    .filter(file -> BUILD_OUTPUT.stream()
                            .noneMatch(folder -> file.toString().contains("/" + folder + "/")))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the path as messages name it: from the root of the checkout. */
    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
