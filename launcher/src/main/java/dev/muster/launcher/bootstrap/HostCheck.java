package dev.muster.launcher.bootstrap;

import dev.muster.core.failure.RemoteFailure;
import java.util.List;

/** Whether a host can be a node at all, said at once and in one sentence. */
public final class HostCheck {
    /** The unpacked bundle, logs, and some air. */
    private static final long LEAST_FREE_KIB = 400 * 1024;

    private HostCheck() {}

    public static void accept(HostFacts facts) {
        if (!facts.value("os").equals("Linux")) {
            throw refused(facts, "nodes run on Linux, this host runs " + facts.value("os"), "");
        }
        if (!facts.value("arch").equals("x86_64")) {
            throw refused(facts, "nodes run on x86_64 so far, this host is " + facts.value("arch"), "");
        }
        // What is a node of ours already, or has the program, needs no room for it.
        boolean isNew = facts.clusterId().isEmpty() && !facts.hasLayers();
        if (isNew && freeKib(facts) < LEAST_FREE_KIB) {
            throw refused(
                    facts,
                    "only " + freeKib(facts) / 1024 + " MiB are free at " + facts.root() + ", 400 MiB are needed",
                    "free some, or name another place as provider.state_dir");
        }
    }

    private static long freeKib(HostFacts facts) {
        try {
            return Long.parseLong(facts.value("free_kib"));
        } catch (NumberFormatException e) {
            // Not told: let the steps find out.
            return Long.MAX_VALUE;
        }
    }

    private static RemoteFailure refused(HostFacts facts, String why, String hint) {
        return new RemoteFailure(facts.host(), facts.host() + ": " + why, hint, false, List.of());
    }
}
