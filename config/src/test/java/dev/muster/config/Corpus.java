package dev.muster.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The example files under {@code src/test/resources/config}. Run the tests with {@code -Dcorpus.write=true} to write the expected files
 * again, then review the difference.
 */
public final class Corpus {
    static final Path ROOT = Path.of("src", "test", "resources", "config").toAbsolutePath();
    static final Path FILES = ROOT.resolve("files");
    private static final boolean WRITE = Boolean.getBoolean("corpus.write");

    private Corpus() {}

    public static List<Path> good() {
        return files("good");
    }

    public static List<Path> bad() {
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

    /** Reads a file of the corpus: relative paths start at {@code files}, and the home is {@code files/home}. */
    public static ParsedConfig read(Path file) {
        return read(text(file), file.getFileName().toString());
    }

    public static ParsedConfig read(String text, String name) {
        return new ConfigReader(FILES.resolve("home")).read(text, name, FILES);
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the path of the machine on which the tests run. */
    static String withoutFolder(String text) {
        return text.replace(FILES.toString(), "/FILES");
    }

    /** Returns the text of the expected file beside {@code file}. With {@code -Dcorpus.write=true} it is written first. */
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
