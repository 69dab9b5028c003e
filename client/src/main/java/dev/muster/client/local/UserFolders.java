package dev.muster.client.local;

import java.nio.file.Path;
import java.util.Map;

/** Where a user's own state is, as the XDG base directory specification says. */
public record UserFolders(Path state) {
    public static UserFolders of(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        Path base = state.startsWith("/") ? Path.of(state) : home.resolve(".local/state");
        return new UserFolders(base.resolve("muster"));
    }

    /** What this user brought up, one file a cluster. */
    public Path notes() {
        return state.resolve("clusters");
    }

    /** Host keys pinned on first sight, a file for each cluster. */
    public Path pins() {
        return state.resolve("known_hosts");
    }

    /** Logs of steps that the CLI itself ran. */
    public Path logs(String cluster) {
        return state.resolve("logs").resolve(cluster);
    }
}
