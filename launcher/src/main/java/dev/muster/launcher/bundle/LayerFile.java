package dev.muster.launcher.bundle;

import java.nio.file.Path;

/**
 * One form of a layer.
 *
 * @param sha256 digest of the file
 */
public record LayerFile(Path file, String sha256) {}
