package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.RunningWork;
import dev.muster.core.node.Welcome;
import java.time.Duration;
import java.util.List;

/** Something that the daemon has to answer. {@code link} is the number of the link that it came from. */
public sealed interface DaemonEvent {
    /** Only time has passed. */
    record Tick() implements DaemonEvent {}

    /** @param took how long the look at the machine took: a slow one is repeated less often */
    record Looked(List<RunningWork> work, NodeFacts facts, Duration took) implements DaemonEvent {
        public Looked {
            work = List.copyOf(work);
        }
    }

    record Welcomed(long link, Welcome welcome) implements DaemonEvent {}

    record Ordered(long link, DesiredState desired) implements DaemonEvent {}

    record Superseded(long link, String reason) implements DaemonEvent {}

    record Lost(long link, String reason) implements DaemonEvent {}

    /** Somebody who knows that the head is there again says so. */
    record Nudged() implements DaemonEvent {}

    record CertificateInstalled(Renewal renewal) implements DaemonEvent {}

    /** @param left processes of this node's work that still live */
    record WorkSignalled(int left) implements DaemonEvent {}
}
