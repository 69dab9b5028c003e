package dev.muster.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads the version of this program from the resource that the build writes. */
final class DaemonVersion {
    private DaemonVersion() {}

    static String read() {
        try (InputStream input = DaemonVersion.class.getResourceAsStream("version")) {
            return input == null ? "unknown" : new String(input.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
