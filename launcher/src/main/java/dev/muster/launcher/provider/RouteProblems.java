package dev.muster.launcher.provider;

import java.util.Map;
import java.util.Optional;

/**
 * The hosts of the config that the head cannot use because of their addresses. That depends on where the head runs: on the operator's machine it reaches what that
 * reaches.
 *
 * @param thisMachine identifies the operator's machine, in the form of {@link #machine}; empty if that is not known
 * @param withHeadHere problems by host, if the head runs on the operator's machine
 * @param withHeadElsewhere problems by host, if it runs on another one
 */
public record RouteProblems(
        String thisMachine, Map<String, RouteProblem> withHeadHere, Map<String, RouteProblem> withHeadElsewhere) {
    /** For providers whose hosts all reach each other. */
    public static final RouteProblems NONE = new RouteProblems("", Map.of(), Map.of());

    public RouteProblems {
        withHeadHere = Map.copyOf(withHeadHere);
        withHeadElsewhere = Map.copyOf(withHeadElsewhere);
    }

    /** Returns what identifies a running machine: the ID of its boot, and its namespace of processes, which tells containers apart. */
    public static String machine(String bootId, String processSpace) {
        return (bootId + processSpace).replaceAll("[^a-z0-9-]", "");
    }

    /** Returns why the head on the given machine and the host cannot reach each other; empty if nothing speaks against it. */
    public Optional<RouteProblem> of(String host, String headMachine) {
        return Optional.ofNullable((headMachine.equals(thisMachine) ? withHeadHere : withHeadElsewhere).get(host));
    }
}
