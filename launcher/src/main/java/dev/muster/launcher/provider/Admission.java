package dev.muster.launcher.provider;

import dev.muster.launcher.bootstrap.NodeShell;
import java.util.List;
import java.util.Optional;

/** Gives the head access to its hosts during {@code up}, while the head itself is set up. */
@FunctionalInterface
public interface Admission {
    /** For providers whose head needs no access to be arranged. */
    Admission NOT_NEEDED = _ -> Result.NOTHING_TO_REPORT;

    /**
     * Arranges access to every host that answers soon. Does not wait for hosts that do not answer.
     *
     * @param head runs on the head's machine, in the head's folder
     */
    Result admit(NodeShell head) throws InterruptedException;

    /**
     * @param unusable hosts that the head cannot use, in the order of the config
     * @param late hosts that have not answered yet
     * @param trial tries the late hosts again
     */
    record Result(List<UnusableHost> unusable, List<String> late, LateTrial trial) {
        public static final Result NOTHING_TO_REPORT = new Result(List.of(), List.of(), List::of);

        public Result {
            unusable = List.copyOf(unusable);
            late = List.copyOf(late);
        }
    }

    /** Tries the late hosts until the connect deadline; returns those that the head cannot use. */
    @FunctionalInterface
    interface LateTrial {
        List<UnusableHost> run() throws InterruptedException;

        /** Returns why a host has not been reached so far, while this runs; empty if no attempt has failed yet. */
        default Optional<String> failure(String host) {
            return Optional.empty();
        }
    }
}
