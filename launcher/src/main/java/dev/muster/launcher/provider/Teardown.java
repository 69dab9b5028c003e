package dev.muster.launcher.provider;

import dev.muster.core.ClusterId;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.status.HostCheck;
import dev.muster.launcher.bootstrap.HostFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ends and removes everything of a cluster, whether its head is alive or not. What is gone already counts as removed. */
public interface Teardown {
    /**
     * @param head the head's machine; the caller closes it
     * @param headFacts what was found on the head's machine; empty if it was not reached
     * @param clusterId empty if nobody knows it any more
     * @param formerHead the host of an earlier head, whose cluster is meant; empty for the present one
     * @param force processes are killed at once
     * @param keepCache the program's files stay on the hosts
     * @param remembered what an earlier {@link Result} gave back
     */
    record Request(
            RemoteHost head,
            Optional<HostFacts> headFacts,
            Optional<ClusterId> clusterId,
            Optional<String> formerHead,
            boolean force,
            boolean keepCache,
            List<String> remembered) {
        public Request {
            remembered = List.copyOf(remembered);
        }
    }

    /**
     * A machine that may have something of the cluster.
     *
     * @param node its node; {@code host} if that is not known
     * @param state a short text for operators
     */
    record Target(String node, String host, String state) {}

    /**
     * @param hosts the head's machine first
     * @param toRemember lines that the next {@link Request} needs to find machines that are not clean yet
     */
    record Result(List<HostCheck> hosts, List<String> toRemember) {
        public Result {
            hosts = List.copyOf(hosts);
            toRemember = List.copyOf(toRemember);
        }
    }

    /** Lists the machines that {@link #clear} will go to. Changes nothing. */
    List<Target> targets() throws InterruptedException;

    /**
     * Copies the logs of all nodes into a folder of this machine.
     *
     * @return a sentence for each machine that was not reached; other failures are thrown, so that nothing is ended before its logs are safe
     */
    List<String> saveLogs(Path folder) throws InterruptedException;

    /**
     * Ends and removes everything. The head has ended its workers before, if it was alive.
     *
     * @param doubtful hosts that the head did not reach a moment ago: one attempt is enough for these
     */
    Result clear(Set<String> doubtful) throws InterruptedException;
}
