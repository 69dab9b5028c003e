package dev.muster.config;

import dev.muster.core.config.HostConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** How many workers of each type and in all. Machines that exist bound both. */
final class TypeLimits {
    /** Ray's default where no hosts are listed. */
    private static final int DEFAULT_MOST = 2;

    private final ConfigSection top;
    private final ConfigSection types;
    private final TypeNames names;
    private final Optional<List<HostConfig>> hosts;
    private final Map<String, Long> hostsByType;
    private final int clusterMax;

    /** @param hosts of the workers; empty where the provider makes as many as are asked for */
    TypeLimits(ConfigSection top, TypeNames names, Optional<List<HostConfig>> hosts) {
        this.top = top;
        this.types = top.section("available_node_types");
        this.names = names;
        this.hosts = hosts;
        this.hostsByType = hosts.orElse(List.of()).stream()
                .collect(Collectors.groupingBy(HostConfig::nodeType, Collectors.counting()));
        this.clusterMax = readClusterMax();
        checkTopMinimum();
    }

    int clusterMax() {
        return clusterMax;
    }

    private int readClusterMax() {
        OptionalInt given = top.whole("max_workers");
        if (hosts.isEmpty()) {
            return given.orElseGet(() -> Math.max(DEFAULT_MOST, wished()));
        }
        int count = hosts.get().size();
        if (given.isPresent() && given.getAsInt() > count) {
            top.warning(
                    "max_workers",
                    "is " + given.getAsInt() + ", but the worker hosts are " + count,
                    "taken as " + count);
        }
        return Math.min(given.orElse(count), count);
    }

    private int wished() {
        int sum = 0;
        for (String name : names.all()) {
            ConfigSection type = types.section(name);
            sum += type.whole("max_workers").orElse(type.whole("min_workers").orElse(0));
        }
        return Math.min(Math.max(sum, top.whole("min_workers").orElse(0)), 1_000_000);
    }

    int max(String type) {
        ConfigSection section = types.section(type);
        OptionalInt given = section.whole("max_workers");
        int most = hosts.isPresent() ? hostsOf(type) : Integer.MAX_VALUE;
        if (given.isPresent() && given.getAsInt() > most) {
            section.warning(
                    "max_workers",
                    "is " + given.getAsInt() + ", but the hosts that serve this type are " + most,
                    "taken as " + most);
        }
        boolean headOnly = type.equals(names.head()) && names.all().size() > 1;
        boolean listedAsWorker = hosts.isPresent() && most > 0;
        int byDefault = headOnly && !listedAsWorker ? 0 : clusterMax;
        return Math.min(given.orElse(byDefault), most);
    }

    int min(String type) {
        ConfigSection section = types.section(type);
        OptionalInt own = section.whole("min_workers");
        int max = max(type);
        if (own.isPresent() && own.getAsInt() > max) {
            section.error(
                    "min_workers", "is " + own.getAsInt() + ", more than the most of this type, " + max, why(type));
        }
        if (own.isPresent()) {
            return own.getAsInt();
        }
        return names.workers().equals(List.of(type)) ? ofCluster(max) : keepsAllHosts() ? max : 0;
    }

    /** The short form brings all of its hosts up, unless it says that fewer will do. */
    private boolean keepsAllHosts() {
        return top.given("hosts") && !top.given("max_workers");
    }

    private String why(String type) {
        if (hosts.isPresent() && hostsOf(type) == max(type)) {
            return "hosts that serve it: " + max(type);
        }
        return type.equals(names.head())
                        && names.all().size() > 1
                        && !types.section(type).given("max_workers")
                ? "the head's type has no workers unless it has max_workers"
                : "";
    }

    private int ofCluster(int max) {
        boolean all = top.given("hosts") || (hosts.isPresent() && !names.listed());
        int byDefault = all ? Math.min(max, clusterMax) : 0;
        int min = top.whole("min_workers").orElse(byDefault);
        if (min > clusterMax) {
            top.error(
                    "min_workers",
                    "is " + min + ", more than max_workers, " + clusterMax,
                    hosts.isPresent() ? "worker hosts: " + hosts.get().size() : "");
        }
        return Math.min(min, max);
    }

    private void checkTopMinimum() {
        if (!top.given("min_workers")) {
            return;
        }
        List<String> workers = names.workers();
        boolean taken =
                workers.size() == 1 && !types.section(workers.getFirst()).given("min_workers");
        if (!taken) {
            top.warning(
                    "min_workers", "has no effect, as available_node_types says it", "give min_workers to a node type");
        }
    }

    /** To be called when all types are read. */
    void checkSum(int sum) {
        if (sum > clusterMax && names.listed()) {
            String key = top.given("max_workers") ? "max_workers" : "available_node_types";
            top.error(key, "the types' min_workers are " + sum + " in all, more than max_workers " + clusterMax);
        }
    }

    private int hostsOf(String type) {
        return hostsByType.getOrDefault(type, 0L).intValue();
    }
}
