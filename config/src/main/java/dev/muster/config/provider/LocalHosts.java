package dev.muster.config.provider;

import dev.muster.core.Resources;
import dev.muster.core.config.HostConfig;
import dev.muster.core.config.ProviderConfig;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Uses a pool of existing hosts over SSH. The head's host is not among the workers. */
public record LocalHosts(HostConfig head, List<HostConfig> workers, int headPort, Optional<String> stateDir)
        implements ProviderConfig {
    public LocalHosts {
        workers = List.copyOf(workers);
    }

    /** Finds a worker host by name; empty if it is not, or no longer, in the file. */
    public Optional<HostConfig> worker(String name) {
        return workers.stream().filter(host -> host.host().equals(name)).findFirst();
    }

    @Override
    public String type() {
        return LocalFormat.TYPE;
    }

    @Override
    public String headHost() {
        return head.host();
    }

    @Override
    public Optional<List<HostConfig>> listedHosts() {
        return Optional.of(workers);
    }

    @Override
    public List<HostConfig> allHosts() {
        return Stream.concat(Stream.of(head), workers.stream()).toList();
    }

    @Override
    public Optional<ProviderConfig> withHeadOn(String host, String headType, Collection<HostConfig> known) {
        Map<String, HostConfig> hosts = new LinkedHashMap<>();
        known.forEach(each -> hosts.put(each.host(), each));
        allHosts().forEach(each -> hosts.put(each.host(), each));
        HostConfig newHead = Optional.ofNullable(hosts.remove(host)).orElseGet(() -> unlisted(host, headType));
        return Optional.of(new LocalHosts(newHead, List.copyOf(hosts.values()), headPort, stateDir));
    }

    private static HostConfig unlisted(String host, String type) {
        return new HostConfig(
                host,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                type,
                Resources.NONE,
                Map.of());
    }
}
