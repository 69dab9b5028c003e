package dev.muster.head.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The version of Muster, as the build wrote it. */
public final class HeadVersion {
    private HeadVersion() {}

    /** Returns the version; {@code unknown} in a build without one. */
    public static String text() {
        try (InputStream input = HeadVersion.class.getResourceAsStream("/dev/muster/head/version")) {
            return input == null ? "unknown" : new String(input.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
