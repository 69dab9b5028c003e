package dev.muster.config.types;

import dev.muster.config.section.ConfigSection;
import dev.muster.core.config.HostConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Reads how many workers of each type, and of all types, there may be. Listed hosts limit both. */
public final class TypeLimits {
    /** Ray's default if no hosts are listed. */
    private static final int DEFAULT_MAX = 2;

    private final ConfigSection top;
    private final ConfigSection types;
    private final TypeNames names;
    private final Optional<List<HostConfig>> hosts;
    private final Map<String, Long> hostsByType;
    private final int clusterMax;

    /** @param hosts the worker hosts; empty if the provider creates machines on demand */
    public TypeLimits(ConfigSection top, TypeNames names, Optional<List<HostConfig>> hosts) {
        this.top = top;
        this.types = top.section("available_node_types");
        this.names = names;
        this.hosts = hosts;
        this.hostsByType = hosts.orElse(List.of()).stream()
                .collect(Collectors.groupingBy(HostConfig::nodeType, Collectors.counting()));
        this.clusterMax = readClusterMax();
        checkTopMinimum();
    }

    public int clusterMax() {
        return clusterMax;
    }

    private int readClusterMax() {
        OptionalInt given = top.whole("max_workers");
        if (hosts.isEmpty()) {
            return given.orElseGet(() -> Math.max(DEFAULT_MAX, sumOfTypes()));
        }
        int count = hosts.get().size();
        if (given.isPresent() && given.getAsInt() > count) {
            top.warning(
                    "max_workers",
                    "is " + given.getAsInt() + ", but the number of worker hosts is " + count,
                    "using " + count);
        }
        return Math.min(given.orElse(count), count);
    }

    private int sumOfTypes() {
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
        int available = hosts.isPresent() ? hostsOf(type) : Integer.MAX_VALUE;
        if (given.isPresent() && given.getAsInt() > available) {
            section.warning(
                    "max_workers",
                    "is " + given.getAsInt() + ", but the number of hosts of this type is " + available,
                    "using " + available);
        }
        boolean headOnly = type.equals(names.head()) && names.all().size() > 1;
        boolean listedAsWorker = hosts.isPresent() && available > 0;
        int byDefault = headOnly && !listedAsWorker ? 0 : clusterMax;
        return Math.min(given.orElse(byDefault), available);
    }

    int min(String type) {
        ConfigSection section = types.section(type);
        OptionalInt own = section.whole("min_workers");
        int max = max(type);
        if (own.isPresent() && own.getAsInt() > max) {
            section.error(
                    "min_workers", "is " + own.getAsInt() + ", more than this type's maximum of " + max, hint(type));
        }
        if (own.isPresent()) {
            return own.getAsInt();
        }
        return names.workers().equals(List.of(type)) ? minOfOnlyType(max) : keepsAllHosts() ? max : 0;
    }

    /** The short form starts all of its hosts, unless it sets max_workers. */
    private boolean keepsAllHosts() {
        return top.given("hosts") && !top.given("max_workers");
    }

    private String hint(String type) {
        if (hosts.isPresent() && hostsOf(type) == max(type)) {
            return "number of its hosts: " + max(type);
        }
        return type.equals(names.head())
                        && names.all().size() > 1
                        && !types.section(type).given("max_workers")
                ? "to have workers, the head's type must set max_workers"
                : "";
    }

    private int minOfOnlyType(int max) {
        boolean all = top.given("hosts") || (hosts.isPresent() && !names.listed());
        int byDefault = all ? Math.min(max, clusterMax) : 0;
        int min = top.whole("min_workers").orElse(byDefault);
        if (min > clusterMax) {
            top.error(
                    "min_workers",
                    "is " + min + ", more than max_workers " + clusterMax,
                    hosts.isPresent() ? "number of worker hosts: " + hosts.get().size() : "");
        }
        return Math.min(min, max);
    }

    private void checkTopMinimum() {
        if (!top.given("min_workers")) {
            return;
        }
        List<String> workers = names.workers();
        boolean isUsed =
                workers.size() == 1 && !types.section(workers.getFirst()).given("min_workers");
        if (!isUsed) {
            top.warning("min_workers", "is ignored, because the node types set it", "set min_workers on a node type");
        }
    }

    /** Reports if the minimums of all types add up to more than the cluster's maximum. */
    void checkSum(int sum) {
        if (sum > clusterMax && names.listed()) {
            String key = top.given("max_workers") ? "max_workers" : "available_node_types";
            top.error(key, "min_workers of all types add up to " + sum + ", more than max_workers " + clusterMax);
        }
    }

    private int hostsOf(String type) {
        return hostsByType.getOrDefault(type, 0L).intValue();
    }
}
