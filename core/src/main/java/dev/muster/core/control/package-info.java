/**
 * The operations that the head offers to operators. {@link dev.muster.core.control.Control} is the port, and the other types are its
 * arguments and results. The head implements it, and the command line calls it over gRPC.
 */
package dev.muster.core.control;
