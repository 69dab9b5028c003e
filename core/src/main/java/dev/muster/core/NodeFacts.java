package dev.muster.core;

import java.util.Map;

/**
 * What a daemon found out about its machine: it changes rarely.
 *
 * @param found amounts that were found: {@code CPU}, {@code memory}, {@code GPU}; cgroup and container limits are honoured
 * @param details os, arch, kernel, cpu_model, gpu models ..., for people and labels
 */
public record NodeFacts(
        String hostname, Resources found, long memoryTotal, long diskTotal, Map<String, String> details) {
    public NodeFacts {
        details = Map.copyOf(details);
    }
}
