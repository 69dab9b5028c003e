package dev.muster.launcher.bundle;

import java.nio.file.Path;

/**
 * A layer in one of its forms.
 *
 * @param sha256 of the file
 */
public record LayerFile(Path file, String sha256) {}
