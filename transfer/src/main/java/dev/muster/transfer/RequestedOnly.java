package dev.muster.transfer;

import dev.muster.transfer.tar.TarExtractor;
import dev.muster.transfer.tree.TreeEntry;
import dev.muster.transfer.tree.TreeEntry.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Passes on what was requested, each entry once, and throws {@link IOException} at anything else that a host sends. */
final class RequestedOnly implements TarExtractor.Receiver {
    private final Map<String, Kind> waiting = new HashMap<>();
    private final TarExtractor.Receiver receiver;

    RequestedOnly(List<TreeEntry> requested, TarExtractor.Receiver receiver) {
        requested.forEach(entry -> waiting.put(entry.path(), entry.kind()));
        this.receiver = receiver;
    }

    @Override
    public OutputStream file(String name, long size) throws IOException {
        require(name, Kind.FILE);
        return receiver.file(name, size);
    }

    @Override
    public void link(String name, String target) throws IOException {
        require(name, Kind.LINK);
        receiver.link(name, target);
    }

    private void require(String name, Kind kind) throws IOException {
        if (waiting.remove(name) != kind) {
            throw new IOException("the host sent '" + Listing.clip(name) + "', which was not requested");
        }
    }
}
