package dev.muster.cli.command;

import dev.muster.core.control.NodeAddress;
import java.util.List;

/** @param notUp asked for as part of a group, but not up: left out, and said so */
record ChosenNodes(List<NodeAddress> nodes, List<NodeAddress> notUp) {
    ChosenNodes {
        nodes = List.copyOf(nodes);
        notUp = List.copyOf(notUp);
    }
}
