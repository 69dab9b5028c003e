/**
 * Keys and certificates. A program creates a key with {@link dev.muster.protocol.identity.KeyPairs} and sends an
 * {@link dev.muster.protocol.identity.IdentityRequest} to the head; with the certificate that comes back it has an
 * {@link dev.muster.protocol.identity.Identity}. The certificate names its owner by a {@link dev.muster.protocol.identity.CertificateSubject}.
 */
package dev.muster.protocol.identity;
