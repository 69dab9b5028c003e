package dev.muster.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Of our program, as the build wrote it beside this class. */
final class DaemonVersion {
    private DaemonVersion() {}

    static String text() {
        try (InputStream input = DaemonVersion.class.getResourceAsStream("version")) {
            return input == null ? "unknown" : new String(input.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
