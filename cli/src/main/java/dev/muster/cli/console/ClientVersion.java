package dev.muster.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of this program, from a file that the build writes. */
public final class ClientVersion {
    public static final String NUMBER = read();

    private ClientVersion() {}

    public static String java() {
        return System.getProperty("java.version", "");
    }

    public static String text() {
        return "cluster " + NUMBER + " (Java " + java() + ")";
    }

    private static String read() {
        try (InputStream in = ClientVersion.class.getResourceAsStream("/dev/muster/cli/version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
