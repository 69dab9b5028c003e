package dev.muster.launcher.provider.local.state;

import dev.muster.core.NodeKey;
import dev.muster.core.failure.ProviderFailure;
import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Records which node has which host, in a small file beside the head's state. The file is written before a host is used. All providers of a head
 * share one instance.
 */
public final class HostAssignments {
    /** @param offer the offer that the node was made from */
    public record Assigned(String host, String type, String offer) {}

    private final Path file;
    private final TreeMap<NodeKey, Assigned> nodes = new TreeMap<>();

    /**
     * Reads the file. Throws {@link ProviderFailure} if it cannot be read.
     *
     * @param file the file, which need not exist yet
     */
    public HostAssignments(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                Files.readString(file).lines().forEach(this::read);
            }
        } catch (IOException e) {
            throw failure("cannot read " + file + ": " + e.getMessage());
        }
    }

    private void read(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length == 4) {
            nodes.put(new NodeKey(fields[0]), new Assigned(fields[1], fields[2], fields[3]));
        }
    }

    /**
     * Assigns a host to the node: the one that it has already, or else the first candidate that no other node has.
     *
     * @return empty if no candidate is free
     */
    public synchronized Optional<Assigned> assign(
            NodeKey key, String type, String offer, Collection<String> candidates) {
        Assigned before = nodes.get(key);
        if (before != null) {
            return Optional.of(before);
        }
        Optional<Assigned> chosen = candidates.stream()
                .filter(host -> !isAssigned(host))
                .findFirst()
                .map(host -> new Assigned(host, type, offer));
        chosen.ifPresent(assigned -> {
            nodes.put(key, assigned);
            writeOrUndo(() -> nodes.remove(key));
        });
        return chosen;
    }

    /** Gives the node's host back. Does nothing if the node has none. */
    public synchronized void free(NodeKey key) {
        Assigned before = nodes.remove(key);
        if (before != null) {
            writeOrUndo(() -> nodes.put(key, before));
        }
    }

    /** Returns whether a node has this host. */
    public synchronized boolean isAssigned(String host) {
        return nodes.values().stream().anyMatch(assigned -> assigned.host().equals(host));
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
