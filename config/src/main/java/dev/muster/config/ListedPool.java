package dev.muster.config;

import dev.muster.core.config.HostConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hosts that the file lists for the provider {@code local}: the head and the workers. */
record ListedPool(Optional<ListedHost> head, List<ListedHost> workers) {
    static final ListedPool NONE = new ListedPool(Optional.empty(), List.of());

    static ListedPool read(ConfigSection top, LocalPaths paths) {
        HostListReader reader = new HostListReader(paths, top.problems());
        ConfigSection provider = top.section("provider");
        ListedPool pool = top.given("hosts")
                ? fromShortForm(top, provider, reader.read(top, "hosts"))
                : fromRayForm(top, provider, reader);
        pool.reportDuplicates(top.problems());
        return pool;
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

    private void reportDuplicates(Problems problems) {
        Map<String, ListedHost> seen = new HashMap<>();
        head.ifPresent(host -> seen.put(host.host(), host));
        for (ListedHost host : workers) {
            ListedHost before = seen.putIfAbsent(host.host(), host);
            if (before == null) {
                continue;
            }
            boolean isHead = head.isPresent() && before.equals(head.get());
            String message = "the host '" + host.host() + "' is listed twice (first on line "
                    + before.place().line() + (isHead ? ", as the head)" : ")");
            problems.error(host.place(), host.path(), message, isHead ? "remove it from the workers" : "");
        }
    }

    HostConfig typedHead(TypeNames names, Problems problems) {
        ListedHost draft = head.orElseGet(() -> ListedHost.plain(SourceLocation.whole(""), "", "unknown"));
        draft.nodeType()
                .filter(type -> !type.equals(names.head()))
                .ifPresent(type -> problems.error(
                        draft.place(),
                        KeyPath.child(draft.path(), "node_type"),
                        "must be '" + names.head() + "', the node type of the head",
                        "remove it"));
        return draft.withType(names.head());
    }

    List<HostConfig> typedWorkers(TypeNames names, Problems problems) {
        List<HostConfig> typed = new ArrayList<>();
        workers.forEach(draft -> typed.add(draft.withType(type(draft, names, problems))));
        return typed;
    }

    private static String type(ListedHost draft, TypeNames names, Problems problems) {
        if (draft.nodeType().isPresent()) {
            String type = draft.nodeType().get();
            if (!names.all().contains(type)) {
                String near = NearestWord.didYouMean(type, names.all());
                String hint = near.isEmpty() ? "one of " + String.join(", ", names.all()) : near;
                problems.error(
                        draft.place(),
                        KeyPath.child(draft.path(), "node_type"),
                        "unknown node type '" + type + "'",
                        hint);
            }
            return type;
        }
        if (names.workers().size() > 1) {
            String choices = String.join(", ", names.workers());
            problems.error(
                    draft.place(),
                    draft.path(),
                    "'" + draft.host() + "' needs a node_type, because there are several",
                    "write {host: " + draft.host() + ", node_type: one of " + choices + "}");
        }
        return names.workers().getFirst();
    }
}
