package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.Welcome;
import dev.muster.core.status.RunningWork;
import java.time.Duration;
import java.util.List;

/** Something that happened and that the daemon must react to. {@code link} is the number of the connection that it came from. */
public sealed interface DaemonEvent {
    /** Nothing happened except that time has passed. */
    record Tick() implements DaemonEvent {}

    /** The machine was observed. @param took how long it took; a slow observation is repeated less often */
    record MachineObserved(List<RunningWork> work, EngineObservation engine, NodeFacts facts, Duration took)
            implements DaemonEvent {
        public MachineObserved {
            work = List.copyOf(work);
        }
    }

    /** The head answered the hello. */
    record Welcomed(long link, Welcome welcome) implements DaemonEvent {}

    /** The head sent what it wants this node to be. */
    record DesiredStateReceived(long link, DesiredState desired) implements DaemonEvent {}

    /** The head no longer wants this daemon: a newer one is connected, or the node left the cluster. */
    record Superseded(long link, String reason) implements DaemonEvent {}

    /** The connection ended, or could not be made. */
    record ConnectionLost(long link, String reason) implements DaemonEvent {}

    /** Another program asks the daemon to connect now, because the head is running again. */
    record DialRequested() implements DaemonEvent {}

    /** A renewed certificate is in place. */
    record CertificateInstalled(Renewal renewal) implements DaemonEvent {}

    /** The node's work was signalled. @param remaining how many of its processes were still alive */
    record WorkSignalled(int remaining) implements DaemonEvent {}
}
