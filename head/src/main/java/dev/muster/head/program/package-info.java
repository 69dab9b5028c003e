/**
 * The control plane as a process. {@link dev.muster.head.program.Wiring} constructs a {@link dev.muster.head.program.HeadProgram} from
 * {@link dev.muster.head.program.HeadProperties}, and starts its threads. The other classes are its contact with the host: its folder and lock
 * ({@link dev.muster.head.program.HeadFiles}), its port ({@link dev.muster.head.program.HeadListener}), and the files that commands on this host read and
 * write ({@code EndpointFile}, {@code AddressBook}, {@code StopRequestFile}).
 */
package dev.muster.head.program;
