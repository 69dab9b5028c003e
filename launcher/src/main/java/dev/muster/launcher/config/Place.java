package dev.muster.launcher.config;

/**
 * Where something stands.
 *
 * @param file as the person named it
 * @param line 1-based; 0 for the file as a whole
 * @param column 1-based
 */
record Place(String file, int line, int column) {
    static Place whole(String file) {
        return new Place(file, 0, 0);
    }
}
