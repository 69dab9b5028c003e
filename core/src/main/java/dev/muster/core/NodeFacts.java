package dev.muster.core;

import java.util.Map;

/**
 * What a daemon detected on its machine. It changes rarely.
 *
 * @param found the detected resources {@code CPU}, {@code memory} and {@code GPU}, within the limits of cgroups and containers
 * @param memoryTotal in bytes
 * @param diskTotal in bytes, of the file system of the node's folder
 * @param details operating system, architecture, kernel, CPU and GPU models, for display and labels
 */
public record NodeFacts(
        String hostname, Resources found, long memoryTotal, long diskTotal, Map<String, String> details) {
    public NodeFacts {
        details = Map.copyOf(details);
    }
}
