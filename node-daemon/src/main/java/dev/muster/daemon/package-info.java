/**
 * The daemon: the process that runs on every node. {@code DaemonMain} takes the folder's lock and starts {@code Daemon}, which has one thread: it takes an
 * event from the {@code Inbox}, asks the pure function {@link dev.muster.daemon.behaviour.NodeBehaviour} what to do, and runs the effects with
 * {@code EffectRunner}. {@code HeadLinks} keeps the connection to the head, {@code MachineObserver} observes the host. {@code Wiring} creates all parts.
 */
package dev.muster.daemon;
