/**
 * The cluster's own certificate authority. {@link dev.muster.head.ca.CertificateAuthority} signs certificates for the head, its nodes and its operators;
 * {@link dev.muster.head.ca.OperatorCertificates} answers the requests that operators put into a folder on the head's host.
 */
package dev.muster.head.ca;
