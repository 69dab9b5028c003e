package dev.muster.config.provider;

import dev.muster.core.config.ProviderConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How one provider's part of a cluster file is written and read. The config reader finds all formats by {@link java.util.ServiceLoader}: see
 * {@code docs/recipes/add-a-provider.md}. Implementations have no state and a public constructor without parameters.
 */
public interface ProviderFormat {
    /** Returns the value of {@code provider.type}, such as {@code local}. */
    String type();

    /** Returns other values of {@code provider.type} that mean this provider. */
    default Set<String> aliases() {
        return Set.of();
    }

    /** Returns the keys below {@code provider} that only this provider has. */
    default List<ProviderKey> keys() {
        return List.of();
    }

    /** Returns whether the file lists the hosts of the cluster, by {@code hosts} or by {@code head_ip} and {@code worker_ips}. */
    default boolean listsHosts() {
        return false;
    }

    /** Reads the section. What is wrong is reported to {@code values}; the result is then not used. */
    ProviderConfig read(ProviderValues values);

    /**
     * Returns what {@link #read} reads besides {@code type}, {@code head_port} and {@code state_dir}: simple values, lists and maps, and {@link
     * dev.muster.core.config.HostConfig} for a host.
     */
    default Map<String, Object> write(ProviderConfig config) {
        return Map.of();
    }
}
