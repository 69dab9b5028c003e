package dev.muster.config.hosts;

import dev.muster.config.section.ConfigSection;
import dev.muster.config.section.LocalPaths;
import dev.muster.config.yaml.Problems;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The hosts that the file lists for the provider {@code local}: the head and the workers. */
public record ListedPool(Optional<ListedHost> head, List<ListedHost> workers) {
    public static final ListedPool NONE = new ListedPool(Optional.empty(), List.of());

    public static ListedPool read(ConfigSection top, LocalPaths paths) {
        HostListReader reader = new HostListReader(paths, top.problems());
        ConfigSection provider = top.section("provider");
        ListedPool pool = top.given("hosts")
                ? fromShortForm(top, provider, reader.read(top, "hosts"))
                : fromRayForm(top, provider, reader);
        pool.reportDuplicates(top.problems());
        return pool.withPortsWhereNeeded();
    }

    /** One address with several ports is several hosts, such as machines behind one router. The port becomes a part of their names. */
    private ListedPool withPortsWhereNeeded() {
        Map<String, Set<Integer>> ports = new HashMap<>();
        Stream.concat(head.stream(), workers.stream())
                .forEach(host ->
                        ports.computeIfAbsent(host.host(), _ -> new HashSet<>()).add(host.sshPort()));
        UnaryOperator<ListedHost> named =
                host -> ports.getOrDefault(host.host(), Set.of()).size() > 1 ? host.identifiedByPort() : host;
        return new ListedPool(head.map(named), workers.stream().map(named).toList());
    }

    private static ListedPool fromShortForm(ConfigSection top, ConfigSection provider, List<ListedHost> hosts) {
        for (String key : List.of("head_ip", "worker_ips", "coordinator_address")) {
            if (provider.given(key)) {
                provider.error(key, "cannot be combined with 'hosts'", "keep one of the two");
            }
        }
        if (hosts.isEmpty()) {
            if (top.texts("hosts").filter(List::isEmpty).isPresent()) {
                top.error("hosts", "is empty", "the first host is the head");
            }
            return NONE;
        }
        return new ListedPool(Optional.of(hosts.getFirst()), hosts.subList(1, hosts.size()));
    }

    private static ListedPool fromRayForm(ConfigSection top, ConfigSection provider, HostListReader reader) {
        if (provider.given("coordinator_address")) {
            return NONE;
        }
        List<ListedHost> heads = reader.read(provider, "head_ip");
        if (!provider.given("head_ip")) {
            provider.error("head_ip", "is required with provider type local", "or list all machines in 'hosts'");
        } else if (heads.size() > 1) {
            provider.error("head_ip", "names " + heads.size() + " hosts, expected one");
        }
        if (!provider.given("worker_ips") && !provider.names().contains("worker_ips")) {
            provider.error(
                    "worker_ips", "is required with provider type local", "set it to [] for a cluster without workers");
        }
        return new ListedPool(heads.stream().findFirst(), reader.read(provider, "worker_ips"));
    }

    private record Endpoint(String host, int port) {
        static Endpoint of(ListedHost host) {
            return new Endpoint(host.host(), host.sshPort());
        }
    }

    private void reportDuplicates(Problems problems) {
        Map<Endpoint, ListedHost> seen = new HashMap<>();
        head.ifPresent(host -> seen.put(Endpoint.of(host), host));
        for (ListedHost host : workers) {
            ListedHost before = seen.putIfAbsent(Endpoint.of(host), host);
            if (before == null) {
                continue;
            }
            boolean isHead = head.isPresent() && before.equals(head.get());
            String message = "the host '" + host.host() + "' is listed twice (first on line "
                    + before.place().line() + (isHead ? ", as the head)" : ")");
            problems.error(host.place(), host.path(), message, isHead ? "remove it from the workers" : "");
        }
    }
}
