package dev.muster.launcher.provider.local.state;

import dev.muster.core.NodeKey;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Records which node has which host, in a small file beside the head's state. The file is written before a host is used. All providers of a head
 * share one instance.
 */
public final class HostAssignments {
    /** @param offer the offer that the node was made from */
    public record Assigned(String host, String type, String offer) {}

    private final Path file;
    private final TreeMap<NodeKey, Assigned> nodes = new TreeMap<>();
    /** How many nodes each host has. */
    private final Map<String, Integer> hosts = new HashMap<>();

    /**
     * Reads the file. Throws {@link ProviderFailure} if it cannot be read.
     *
     * @param file the file, which need not exist yet
     */
    public HostAssignments(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                List<String> lines = Files.readString(file).lines().toList();
                for (int number = 0; number < lines.size(); number++) {
                    read(lines.get(number), number + 1);
                }
            }
        } catch (IOException e) {
            throw failure("cannot read " + file + ": " + e.getMessage());
        }
    }

    /** A line that cannot be read is no reason to guess: its host may be in use, and a second node must not get it. */
    private void read(String line, int number) {
        String[] fields = line.split("\t", -1);
        Optional<NodeKey> key = fields.length == 4 ? NodeKey.parse(fields[0]) : Optional.empty();
        if (key.isEmpty()) {
            throw new ProviderFailure(
                    "local",
                    file + " is damaged at line " + number + ", so it is unknown which hosts are in use",
                    "end the cluster with 'cluster down', or restore the file from a backup",
                    false);
        }
        put(key.get(), new Assigned(fields[1], fields[2], fields[3]));
    }

    private void put(NodeKey key, Assigned assigned) {
        nodes.put(key, assigned);
        hosts.merge(assigned.host(), 1, Integer::sum);
    }

    private void remove(NodeKey key) {
        Assigned before = nodes.remove(key);
        if (before != null) {
            hosts.computeIfPresent(before.host(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /**
     * Assigns a host to the node: the one that it has already, or else the first candidate that no other node has.
     *
     * @param candidates is read only as far as needed: a pool has thousands of hosts
     * @return empty if no candidate is free
     */
    public synchronized Optional<Assigned> assign(NodeKey key, String type, String offer, Stream<String> candidates) {
        Assigned before = nodes.get(key);
        if (before != null) {
            return Optional.of(before);
        }
        Optional<Assigned> chosen =
                candidates.filter(host -> !isAssigned(host)).findFirst().map(host -> new Assigned(host, type, offer));
        chosen.ifPresent(assigned -> {
            put(key, assigned);
            writeOrUndo(() -> remove(key));
        });
        return chosen;
    }

    /** Gives the node's host back. Does nothing if the node has none. */
    public synchronized void free(NodeKey key) {
        Assigned before = nodes.get(key);
        if (before != null) {
            remove(key);
            writeOrUndo(() -> put(key, before));
        }
    }

    /** Returns whether a node has this host. */
    public synchronized boolean isAssigned(String host) {
        return hosts.containsKey(host);
    }

    public synchronized Map<NodeKey, Assigned> all() {
        return Collections.unmodifiableMap(new TreeMap<>(nodes));
    }

    private void writeOrUndo(Runnable undo) {
        try {
            write();
        } catch (IOException e) {
            undo.run();
            throw failure("cannot write " + file + ": " + e.getMessage());
        }
    }

    private void write() throws IOException {
        StringBuilder text = new StringBuilder();
        nodes.forEach((key, assigned) -> text.append(key)
                .append('\t')
                .append(assigned.host())
                .append('\t')
                .append(assigned.type())
                .append('\t')
                .append(assigned.offer())
                .append('\n'));
        AtomicFile.write(file, text.toString(), Access.OWNER_ONLY, Durability.DURABLE);
    }

    private static ProviderFailure failure(String what) {
        return new ProviderFailure("local", what, "check the disk on the head's host: df -h", true);
    }
}
