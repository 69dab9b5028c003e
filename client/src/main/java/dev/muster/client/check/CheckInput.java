package dev.muster.client.check;

import dev.muster.client.check.HostProbe.Answered;
import dev.muster.client.check.HostProbe.Failed;
import dev.muster.launcher.provider.RouteProblem;
import dev.muster.launcher.provider.RouteProblems;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that the rules judge.
 *
 * @param context the cluster
 * @param probes the result for each host, in the order of the config file
 */
public record CheckInput(CheckContext context, List<HostProbe> probes) {
    public CheckInput {
        probes = List.copyOf(probes);
    }

    List<Answered> answered() {
        return probes.stream()
                .filter(Answered.class::isInstance)
                .map(Answered.class::cast)
                .toList();
    }

    List<Failed> failed() {
        return probes.stream()
                .filter(Failed.class::isInstance)
                .map(Failed.class::cast)
                .toList();
    }

    Optional<Answered> head() {
        return answered().stream().filter(host -> host.member().isHead()).findFirst();
    }

    List<Answered> workers() {
        return answered().stream().filter(host -> !host.member().isHead()).toList();
    }

    /** Returns why the head and the worker cannot reach each other, whatever firewalls let through; empty if nothing speaks against it. */
    Optional<RouteProblem> routeProblem(Answered worker) {
        return head().flatMap(head -> context.routes()
                .of(worker.member().name(), RouteProblems.machine(head.value("boot_id"), head.value("process_space"))));
    }

    /** Returns the workers that may reach the head, and be reached by it. */
    List<Answered> routedWorkers() {
        return workers().stream()
                .filter(worker -> routeProblem(worker).isEmpty())
                .toList();
    }

    /** Returns the IDs of the checked cluster itself, if it is up. What belongs to them is not a finding. */
    Set<String> clusterIds() {
        Set<String> clusterIds = new HashSet<>();
        context.knownId().ifPresent(clusterIds::add);
        String cluster = context.config().name();
        head().ifPresent(head -> head.facts().folders().forEach((id, name) -> {
            if (name.equals(cluster)) {
                clusterIds.add(id);
            }
        }));
        return clusterIds;
    }

    /** Returns the port on which the cluster's head listens now, or empty if it does not run. */
    Optional<Integer> runningPort() {
        return head().flatMap(host -> {
            String port = host.value("head_port");
            return port.matches("[0-9]{1,5}") && listens(host, Integer.parseInt(port))
                    ? Optional.of(Integer.parseInt(port))
                    : Optional.empty();
        });
    }

    /** Returns the port that workers have to reach. */
    int headPort() {
        return runningPort().orElse(context.headPort());
    }

    static boolean listens(Answered host, int port) {
        return host.facts().lists("listening", "%04X".formatted(port));
    }
}
