/**
 * The node's key and certificate: {@link dev.muster.daemon.identity.Enrolment} requests the first certificate through files and installs renewed ones.
 */
package dev.muster.daemon.identity;
