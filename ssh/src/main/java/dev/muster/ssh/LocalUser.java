package dev.muster.ssh;

import java.nio.file.Path;
import java.util.Map;

/**
 * The user who runs this process, and where: the values of tokens in an ssh configuration.
 *
 * @param home the folder that {@code ~} stands for
 */
public record LocalUser(Path home, String user, Map<String, String> environment) {
    public LocalUser {
        environment = Map.copyOf(environment);
    }

    /** Returns the user of this process. */
    public static LocalUser ofThisProcess() {
        return new LocalUser(
                Path.of(System.getProperty("user.home")), System.getProperty("user.name"), System.getenv());
    }

    /** Returns the program that runs commands of an ssh configuration, as ssh chooses it. */
    public String shell() {
        String shell = environment.getOrDefault("SHELL", "");
        return shell.isEmpty() ? "/bin/sh" : shell;
    }

    /** Returns the path that a text stands for. A leading {@code ~} is the home folder, as in shells and OpenSSH. */
    public Path path(String text) {
        if (text.equals("~")) {
            return home;
        }
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
    }
}
