/**
 * The hosts that a file lists. {@code ListedPool} reads the head and the workers from either form of the file. {@code HostListReader} reads
 * one list: names, ranges ({@code HostRange}), files ({@code HostFile}) and mappings. The result is a {@code ListedHost} for each machine,
 * whose node type is not known yet; {@code config.types} gives it one.
 */
package dev.muster.config.hosts;
