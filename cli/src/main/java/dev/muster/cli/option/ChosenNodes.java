package dev.muster.cli.option;

import dev.muster.core.control.NodeAddress;
import java.util.List;

/**
 * The nodes that a command line means.
 *
 * @param notUp members of a chosen group that are not up: they are skipped, and the operator sees a note
 */
public record ChosenNodes(List<NodeAddress> nodes, List<NodeAddress> notUp) {
    public ChosenNodes {
        nodes = List.copyOf(nodes);
        notUp = List.copyOf(notUp);
    }
}
