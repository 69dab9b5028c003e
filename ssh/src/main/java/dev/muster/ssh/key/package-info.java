/**
 * The user's keys. {@code KeyAuthentication} authenticates a connection: {@code IdentityOrder} lists the keys to try, which are
 * {@code FileIdentity} (a file, read and decrypted once by the {@code KeyRing}) or {@code AgentIdentity} (a key of the ssh-agent, through
 * {@code AgentClient}), and {@code PublicKeyAuth} asks the host about each key and signs. {@code EcdsaKeys} makes sshj use the JDK's
 * cryptography.
 */
package dev.muster.ssh.key;
