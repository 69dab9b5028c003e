package dev.muster.client.up;

import dev.muster.client.KnownCluster;
import dev.muster.client.local.ClusterCache;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.failure.UserError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where this machine last knew a cluster's head, for a file whose head has no cluster of that name: a head that moved is no new cluster.
 *
 * @param config of the last {@code up}
 */
public record PreviousHead(KnownCluster known, ClusterConfig config) {
    public static Optional<PreviousHead> of(ClusterCache notes, String name, Function<String, ClusterConfig> reader) {
        return notes.find(name)
                .flatMap(known -> notes.expandedConfig(name)
                        .filter(text -> !text.isEmpty())
                        .map(text -> new PreviousHead(known, reader.apply(text))));
    }

    /** Throws {@link UserError} where the wish would quietly make a second cluster of that name. */
    void refuse(ClusterConfig wish) {
        same("provider.type", config.provider().type(), wish.provider().type());
        if (hasMoved(wish)) {
            String from = known.head();
            throw new UserError(
                    "the head of cluster '" + known.name() + "' was on " + from + ", this file puts it on "
                            + wish.provider().headHost(),
                    "'cluster up --adopt' ends what " + from + " left on the hosts and goes on from the new head; "
                            + "'cluster down --from " + from + "' only cleans up");
        }
        same(
                "provider.state_dir",
                config.provider().stateDir().orElse(""),
                wish.provider().stateDir().orElse(""));
        same(
                "auth.ssh_user",
                config.auth().user().orElse(""),
                wish.auth().user().orElse(""));
    }

    boolean hasMoved(ClusterConfig wish) {
        return !config.provider().headHost().equals(wish.provider().headHost());
    }

    private void same(String key, String before, String now) {
        if (!before.equals(now)) {
            throw new UserError(
                    key + " was " + word(before) + " when this machine last brought up cluster '" + known.name()
                            + "', and is " + word(now) + " now",
                    "run 'cluster down -n " + known.name() + "' first: it goes by the old file");
        }
    }

    private static String word(String value) {
        return value.isEmpty() ? "not given" : "'" + value + "'";
    }

    /**
     * The file as if its head were still on that host: every host is a worker's that either file names.
     *
     * @param before what this machine remembers; empty where it does not
     */
    public static ClusterConfig at(String head, ClusterConfig file, Optional<ClusterConfig> before) {
        List<HostConfig> known =
                before.map(config -> config.provider().allHosts()).orElse(List.of());
        ProviderConfig moved = file.provider()
                .withHeadOn(head, file.headType(), known)
                .orElseThrow(() -> new UserError(
                        "the head can only be on another host if the file lists the hosts; provider.type is "
                                + file.provider().type(),
                        "run 'cluster down' without --from"));
        return file.withProvider(moved);
    }
}
