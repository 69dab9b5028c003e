package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.DesiredState.Phase;
import java.time.Duration;
import java.util.Optional;

/** Something that {@code EffectRunner} must do. Effects are run in order; each may safely be repeated. */
public sealed interface Effect {
    /**
     * Lets the engine follow the desired phase, and observes the machine; answered by {@link DaemonEvent.MachineObserved}.
     *
     * @param desired empty if the head has not sent one since the daemon started: then the engine stays as it is
     */
    record ObserveMachine(Optional<Phase> desired) implements Effect {}

    /** Opens the connection with this number and sends a hello with these facts; a failure is answered by {@link DaemonEvent.ConnectionLost}. */
    record Dial(long link, NodeFacts facts) implements Effect {}

    /** Closes the connection. */
    record Disconnect(long link) implements Effect {}

    /**
     * Sends a report, with the resources that are in use now.
     *
     * @param facts present only if they changed
     * @param renew whether to request a new certificate
     */
    record Report(long link, LastReport report, Optional<NodeFacts> facts, boolean renew) implements Effect {}

    /** Writes the head's epoch to disk. */
    record RememberEpoch(long headEpoch) implements Effect {}

    /** Installs a renewed certificate; answered by {@link DaemonEvent.CertificateInstalled} if it is valid and newer. */
    record InstallCertificate(String pem) implements Effect {}

    /** Prevents a restart of the engine and signals all work of this node, the engine included; answered by {@link DaemonEvent.WorkSignalled}. */
    record SignalWork(EndSignal signal) implements Effect {}

    /** The head has not been reached for most of the lease. Work that the head may now give to another node must stop. */
    record CutOff(Duration silence) implements Effect {}

    /** The head was reached again after {@link CutOff}. */
    record Rejoined() implements Effect {}

    /** Writes a line to the log. */
    record Log(LogLevel level, String message) implements Effect {}

    /** Ends this process. It is always the last effect. */
    record Exit(ExitReason reason) implements Effect {}

    /** How processes are ended. */
    enum EndSignal {
        /** Asks the process to end, with SIGTERM. */
        TERMINATE,
        /** Ends it at once, with SIGKILL. */
        KILL
    }

    /** The level of a log line. */
    enum LogLevel {
        INFO,
        WARNING
    }

    /** Why the daemon exits. */
    enum ExitReason {
        /** The head asked for it. The stop marker is written, so that the daemon is not started again. */
        STOPPED,
        /**
         * A newer incarnation of this node is connected. No stop marker is written: a folder that was started twice is a copy or is shared, and the marker
         * would also stop the daemon that should go on.
         */
        SUPERSEDED
    }
}
