package dev.muster.config.yaml;

/**
 * A location in a file.
 *
 * @param file its name as the user wrote it
 * @param line starts at 1; 0 stands for the whole file
 * @param column starts at 1
 */
public record SourceLocation(String file, int line, int column) {
    public static SourceLocation whole(String file) {
        return new SourceLocation(file, 0, 0);
    }
}
