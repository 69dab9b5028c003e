package dev.muster.launcher.provider;

import java.util.List;
import java.util.Optional;

/**
 * Lists the hosts that {@code cluster check} looks at.
 *
 * @param hosts the head's machine first
 * @param root the root folder on the hosts, if the config sets it; otherwise each host has its own
 * @param headAddress the address at which workers reach the head
 * @param routes hosts that the head cannot use because of their addresses
 */
public record HostsToCheck(List<HostToCheck> hosts, Optional<String> root, String headAddress, RouteProblems routes) {
    public HostsToCheck {
        hosts = List.copyOf(hosts);
    }
}
