package dev.muster.ssh;

import java.nio.file.Path;
import java.util.Map;

/** Where we run and as whom: what ssh_config's tokens stand for. */
public record LocalUser(Path home, String user, Map<String, String> environment) {
    public LocalUser {
        environment = Map.copyOf(environment);
    }

    public static LocalUser ofThisProcess() {
        return new LocalUser(
                Path.of(System.getProperty("user.home")), System.getProperty("user.name"), System.getenv());
    }

    /** {@code ~} in front, as shells and OpenSSH read it. */
    public Path path(String text) {
        if (text.equals("~")) {
            return home;
        }
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
    }
}
