package dev.muster.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The example files under {@code src/test/resources/config}. Run the tests with {@code -Dcorpus.write=true} to write the expected files
 * anew; then read the difference.
 */
final class Corpus {
    static final Path ROOT = Path.of("src", "test", "resources", "config").toAbsolutePath();
    static final Path FILES = ROOT.resolve("files");
    private static final boolean WRITE = Boolean.getBoolean("corpus.write");

    private Corpus() {}

    static List<Path> good() {
        return files("good");
    }

    static List<Path> bad() {
        return files("bad");
    }

    private static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml")
                            && !file.toString().endsWith(".expanded.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the user of this corpus has it: relative paths begin at {@code files}, the home is {@code files/home}. */
    static ParsedConfig read(Path file) {
        return read(text(file), file.getFileName().toString());
    }

    static ParsedConfig read(String text, String name) {
        return new ConfigReader(FILES.resolve("home")).read(text, name, FILES);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the machine where the tests run. */
    static String withoutFolder(String text) {
        return text.replace(FILES.toString(), "/FILES");
    }

    /** What the file beside {@code file} says; written anew where that was asked for. */
    static String expected(Path file, String ending, String actual) {
        String name = file.getFileName().toString().replaceFirst("\\.yaml$", ending);
        Path expected = file.resolveSibling(name);
        try {
            if (WRITE) {
                Files.writeString(expected, actual);
            }
            return Files.readString(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
