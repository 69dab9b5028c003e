package dev.muster.head.program;

import dev.muster.core.Machine;
import dev.muster.core.control.NodeAddress;
import dev.muster.head.api.JsonText;
import dev.muster.protocol.identity.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@code nodes.jsonl}, see {@code docs/on-a-host.md}: where each node is, for operators who can log in on this host. With it, {@code exec} reaches
 * nodes without a certificate and a second connection, and also while no control plane runs.
 */
final class AddressBook {
    private static final Logger LOG = LoggerFactory.getLogger(AddressBook.class);

    private final Path file;
    private final Supplier<List<NodeAddress>> addresses;
    private String written = "not written";

    AddressBook(Path folder, Supplier<List<NodeAddress>> addresses) {
        this.file = folder.resolve("nodes.jsonl");
        this.addresses = addresses;
    }

    /** Writes the file if something has changed. If that fails, the next call tries again. */
    void write() {
        String text = addresses.get().stream().map(AddressBook::line).collect(Collectors.joining());
        if (text.equals(written)) {
            return;
        }
        try {
            SecretFile.write(file, text);
            written = text;
        } catch (IOException e) {
            LOG.warn("cannot write {}: {}", file, e.getMessage());
        }
    }

    private static String line(NodeAddress node) {
        Machine machine = node.machine();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("key", machine.key().value());
        values.put("type", machine.type());
        values.put("host", machine.host());
        values.put("address", machine.address());
        values.put("state", node.state().wireName());
        values.put("folder", node.folder());
        return JsonText.object(values);
    }
}
