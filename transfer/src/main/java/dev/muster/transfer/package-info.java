/** Copies people's files between machines: what to leave out, what differs, and a tar stream over any host's shell. */
package dev.muster.transfer;
