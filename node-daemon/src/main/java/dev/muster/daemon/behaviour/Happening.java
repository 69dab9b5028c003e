package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.Welcome;
import dev.muster.core.node.Work;
import java.time.Duration;
import java.util.List;

/** Something that the daemon has to answer. {@code link} is the number of the link that it came from. */
public sealed interface Happening {
    /** Only time has passed. */
    record Tick() implements Happening {}

    /** @param took how long the look at the machine took: a slow one is repeated less often */
    record Looked(List<Work> work, NodeFacts facts, Duration took) implements Happening {
        public Looked {
            work = List.copyOf(work);
        }
    }

    record Welcomed(long link, Welcome welcome) implements Happening {}

    record Ordered(long link, DesiredState desired) implements Happening {}

    record Superseded(long link, String reason) implements Happening {}

    record Lost(long link, String reason) implements Happening {}

    /** Somebody who knows that the head is there again says so. */
    record Nudged() implements Happening {}

    record CertificateInstalled(Renewal renewal) implements Happening {}

    /** @param left processes of this node's work that still live */
    record WorkSignalled(int left) implements Happening {}
}
