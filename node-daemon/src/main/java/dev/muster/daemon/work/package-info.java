/**
 * The work on this node. {@link dev.muster.daemon.work.ProcessTable} finds processes by the node's marker, {@link dev.muster.daemon.work.SessionTable} lists
 * the operators' sessions, {@link dev.muster.daemon.work.WorkEnder} ends them when the node stops, and {@link dev.muster.daemon.work.Watchdogs} restarts
 * watchdogs that have ended.
 */
package dev.muster.daemon.work;
