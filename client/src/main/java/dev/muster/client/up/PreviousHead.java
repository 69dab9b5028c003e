package dev.muster.client.up;

import dev.muster.client.ClusterRef;
import dev.muster.client.KnownCluster;
import dev.muster.client.local.ClusterCache;
import dev.muster.core.Shell;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.failure.UserError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The head of a cluster at the last {@code up} from this machine. It detects a config file that would move the head, and so create a second cluster of
 * the same name.
 *
 * @param known the stored cluster
 * @param config the config of the last {@code up}
 */
public record PreviousHead(KnownCluster known, ClusterConfig config) {
    /** Returns the stored head of a cluster, or empty if this machine does not know the cluster. */
    public static Optional<PreviousHead> of(ClusterCache cache, String name, Function<String, ClusterConfig> reader) {
        return cache.find(name)
                .flatMap(known -> cache.expandedConfig(name)
                        .filter(text -> !text.isEmpty())
                        .map(text -> new PreviousHead(known, reader.apply(text))));
    }

    /**
     * Throws {@link UserError} if the new config would create a second cluster of the same name.
     *
     * @param file refers to the new config in hints
     */
    void requireSameHead(ClusterConfig requested, ClusterRef file) {
        requireEqual(
                "provider.type", config.provider().type(), requested.provider().type());
        if (hasMoved(requested)) {
            String from = known.head();
            throw new UserError(
                    "the head of cluster '" + known.name() + "' was on " + from + ", but the config file puts it on "
                            + requested.provider().headHost(),
                    "to stop everything of the previous head and move it, run '" + file.command("up") + " --adopt'; to"
                            + " only clean up, run '" + file.command("down") + " --from " + Shell.quote(from) + "'");
        }
        requireEqual(
                "provider.state_dir",
                config.provider().stateDir().orElse(""),
                requested.provider().stateDir().orElse(""));
        requireEqual(
                "auth.ssh_user",
                config.auth().user().orElse(""),
                requested.auth().user().orElse(""));
    }

    boolean hasMoved(ClusterConfig requested) {
        return !config.provider().headHost().equals(requested.provider().headHost());
    }

    private void requireEqual(String key, String before, String now) {
        if (!before.equals(now)) {
            throw new UserError(
                    key + " was " + quoted(before) + " at the last 'up' of cluster '" + known.name() + "', and is "
                            + quoted(now) + " now",
                    "run 'cluster down -n " + Shell.quote(known.name()) + "' first, which uses the previous config");
        }
    }

    private static String quoted(String value) {
        return value.isEmpty() ? "not set" : "'" + value + "'";
    }

    /**
     * Returns the config with its head on the given host. All other hosts of both configs are workers.
     *
     * @param head the host of the previous head
     * @param file the current config
     * @param before the config of the last {@code up}; empty if this machine does not know it
     */
    public static ClusterConfig withHeadOn(String head, ClusterConfig file, Optional<ClusterConfig> before) {
        List<HostConfig> known =
                before.map(config -> config.provider().allHosts()).orElse(List.of());
        ProviderConfig moved = file.provider()
                .withHeadOn(head, file.headType(), known)
                .orElseThrow(() -> new UserError(
                        "--from needs a config with a list of hosts, but provider.type is "
                                + file.provider().type(),
                        "run 'cluster down' without --from"));
        return file.withProvider(moved);
    }
}
