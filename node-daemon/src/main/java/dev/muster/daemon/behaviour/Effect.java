package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import java.time.Duration;
import java.util.Optional;

/** Something that the shell has to do, in the order given. Each may be repeated without harm. */
public sealed interface Effect {
    /** Look at the machine; answered by {@link DaemonEvent.Looked}. */
    record Look() implements Effect {}

    /** Open the link of this number and say hello with these facts; failing counts as {@link DaemonEvent.Lost}. */
    record Dial(long link, NodeFacts facts) implements Effect {}

    record HangUp(long link) implements Effect {}

    /**
     * Report what is told, with what is in use now.
     *
     * @param facts only where they changed
     * @param renew ask for a new certificate
     */
    record Report(long link, LastReport told, Optional<NodeFacts> facts, boolean renew) implements Effect {}

    record RememberEpoch(long headEpoch) implements Effect {}

    /** Answered by {@link DaemonEvent.CertificateInstalled} where it was of use. */
    record InstallCertificate(String pem) implements Effect {}

    /** Signal all work of this node; answered by {@link DaemonEvent.WorkSignalled}. */
    record SignalWork(Force force) implements Effect {}

    /** The head has not been reached for most of the lease: the moment to stop work that it may give to another node. */
    record CutOff(Duration silence) implements Effect {}

    /** Reached again after {@link CutOff}. */
    record Rejoined() implements Effect {}

    record Say(Weight weight, String text) implements Effect {}

    /** End this process; the last effect ever. */
    record Exit(Farewell farewell) implements Effect {}

    enum Force {
        ASK,
        KILL
    }

    enum Weight {
        NOTE,
        WARNING
    }

    enum Farewell {
        /** Told to: the marker "do not start again" is left. */
        STOPPED,
        /**
         * A newer incarnation speaks for this node. No marker is left: folders that can be started twice at all are copies or
         * shared, and the marker would stop the one that goes on.
         */
        SUPERSEDED
    }
}
