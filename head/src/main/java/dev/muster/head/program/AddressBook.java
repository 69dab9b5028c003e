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
 * {@code nodes.jsonl}, see {@code docs/on-a-host.md}: who is where, for those who may log in on this host. With it, {@code exec} reaches nodes
 * without a certificate and a second connection, and also while no control plane runs.
 */
final class AddressBook {
    private static final Logger LOG = LoggerFactory.getLogger(AddressBook.class);

    private final Path file;
    private final Supplier<List<NodeAddress>> addresses;
    private String written = "none yet";

    AddressBook(Path folder, Supplier<List<NodeAddress>> addresses) {
        this.file = folder.resolve("nodes.jsonl");
        this.addresses = addresses;
    }

    /** Where something has changed. A file that cannot be written now is written later. */
    void write() {
        String text = addresses.get().stream().map(AddressBook::line).collect(Collectors.joining());
        if (text.equals(written)) {
            return;
        }
        try {
            SecretFile.write(file, text);
            written = text;
        } catch (IOException e) {
            LOG.warn("{} is not written: {}", file, e.getMessage());
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
