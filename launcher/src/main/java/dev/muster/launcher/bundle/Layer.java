package dev.muster.launcher.bundle;

import java.nio.file.Path;

/** A packed part of our program: {@code sha256} of the packed file names its folder on every host. */
public record Layer(String name, String sha256, Path file) {}
