package dev.muster.config.types;

import dev.muster.config.hosts.ListedHost;
import dev.muster.config.hosts.ListedPool;
import dev.muster.config.schema.NearestWord;
import dev.muster.config.yaml.KeyPath;
import dev.muster.config.yaml.Problems;
import dev.muster.config.yaml.SourceLocation;
import dev.muster.core.config.HostConfig;
import java.util.ArrayList;
import java.util.List;

/** Gives each listed host its node type: the one that it names, or the only possible one. */
public final class HostTypes {
    private final ListedPool pool;
    private final TypeNames names;
    private final Problems problems;

    public HostTypes(ListedPool pool, TypeNames names, Problems problems) {
        this.pool = pool;
        this.names = names;
        this.problems = problems;
    }

    /** Returns the head's host; a placeholder if the file has an error there. */
    public HostConfig head() {
        ListedHost host = pool.head().orElseGet(() -> ListedHost.plain(SourceLocation.whole(""), "", "unknown"));
        host.nodeType()
                .filter(type -> !type.equals(names.head()))
                .ifPresent(type -> problems.error(
                        host.place(),
                        KeyPath.child(host.path(), "node_type"),
                        "must be '" + names.head() + "', the node type of the head",
                        "remove it"));
        return host.withType(names.head());
    }

    public List<HostConfig> workers() {
        List<HostConfig> typed = new ArrayList<>();
        pool.workers().forEach(host -> typed.add(host.withType(type(host))));
        return typed;
    }

    private String type(ListedHost host) {
        if (host.nodeType().isPresent()) {
            checkKnown(host, host.nodeType().get());
            return host.nodeType().get();
        }
        if (names.workers().size() > 1) {
            String choices = String.join(", ", names.workers());
            problems.error(
                    host.place(),
                    host.path(),
                    "'" + host.host() + "' needs a node_type, because there are several",
                    "write {host: " + host.host() + ", node_type: one of " + choices + "}");
        }
        return names.workers().getFirst();
    }

    private void checkKnown(ListedHost host, String type) {
        if (!names.all().contains(type)) {
            String near = NearestWord.didYouMean(type, names.all());
            String hint = near.isEmpty() ? "one of " + String.join(", ", names.all()) : near;
            problems.error(
                    host.place(), KeyPath.child(host.path(), "node_type"), "unknown node type '" + type + "'", hint);
        }
    }
}
