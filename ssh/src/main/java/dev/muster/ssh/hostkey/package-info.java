/**
 * Keys of hosts and the known_hosts files that list them. {@code KnownHosts} reads the files as {@code KnownHostLine}s and compares the
 * {@code HostKey} that a host presents with them: known, changed, revoked or unknown. {@code HostPatterns} matches names of hosts.
 */
package dev.muster.ssh.hostkey;
