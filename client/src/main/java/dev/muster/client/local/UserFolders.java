package dev.muster.client.local;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folders for the state of a user, by the XDG base directory specification.
 *
 * @param state the folder that holds all of it
 */
public record UserFolders(Path state) {
    /** Returns the folders for the given environment variables. */
    public static UserFolders of(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        Path base = state.startsWith("/") ? Path.of(state) : home.resolve(".local/state");
        return new UserFolders(base.resolve("muster"));
    }

    /** Returns the folder with one file for each known cluster. */
    public Path clusters() {
        return state.resolve("clusters");
    }

    /** Returns the folder with the host keys that were stored at the first connection. */
    public Path pins() {
        return state.resolve("known_hosts");
    }

    /** Returns the folder for the logs of set-up steps that the CLI ran for a cluster. */
    public Path logs(String cluster) {
        return state.resolve("logs").resolve(cluster);
    }
}
