package dev.muster.config;

/**
 * Where something stands.
 *
 * @param file as the person named it
 * @param line 1-based; 0 for the file as a whole
 * @param column 1-based
 */
record SourceLocation(String file, int line, int column) {
    static SourceLocation whole(String file) {
        return new SourceLocation(file, 0, 0);
    }
}
