package dev.muster.daemon.identity;

import dev.muster.core.failure.UserError;
import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import dev.muster.core.port.Time;
import dev.muster.daemon.folder.NodeFolder;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.identity.IdentityRequest;
import dev.muster.protocol.identity.KeyPairs;
import dev.muster.protocol.identity.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's key and certificate. The key is created here and never leaves the node. The first certificate is requested through a file: the bootstrap takes
 * the request to the head and writes the certificate next to it (see docs/on-a-host.md). Renewed certificates arrive on the stream.
 */
public final class Enrolment {
    private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final NodeFolder folder;
    private final CertificateSubject.Node subject;
    private final Time time;

    public Enrolment(NodeFolder folder, CertificateSubject.Node subject, Time time) {
        this.folder = folder;
        this.subject = subject;
        this.time = time;
    }

    /** Waits up to ten minutes for a valid identity. @throws UserError if no certificate arrived in time */
    public Identity await() throws IOException, InterruptedException {
        Optional<Identity> known = current();
        if (known.isPresent()) {
            return known.get();
        }
        request();
        Instant deadline = time.now().plus(TIMEOUT);
        while (time.now().isBefore(deadline)) {
            Optional<Identity> arrived = Files.exists(folder.certificate()) ? current() : Optional.empty();
            if (arrived.isPresent()) {
                LOG.info("received a certificate for {}", subject.uri());
                return arrived.get();
            }
            time.sleep(POLL_INTERVAL);
        }
        throw new UserError(
                "no certificate was issued for " + folder.request() + " within " + TIMEOUT.toMinutes() + " minutes",
                "run 'cluster up' again");
    }

    /**
     * Reads the identity from the files. Empty if they do not form an identity of this node. Whether it has expired is for the head to judge, because this
     * host's clock may be wrong: see {@link #seemsExpired}.
     */
    public Optional<Identity> current() {
        return read(folder.certificate()).or(() -> read(aside()));
    }

    /** Returns whether the identity has expired by this host's clock. */
    public boolean seemsExpired(Identity identity) {
        return identity.isExpired(time.wallClock());
    }

    private Path aside() {
        return folder.certificate().resolveSibling("certificate.pem.old");
    }

    private Optional<Identity> read(Path certificate) {
        try {
            Identity identity = Identity.load(folder.key(), certificate, folder.authority());
            return findProblem(identity).map(this::<Identity>logInvalid).orElse(Optional.of(identity));
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("no valid identity: {}", e.toString());
            return Optional.empty();
        }
    }

    /** Writes a request for a first certificate, and creates the key if there is none. An existing certificate is renamed, and counts until a new one is there. */
    public void request() throws IOException {
        Files.createDirectories(folder.identity());
        if (Files.exists(folder.certificate())) {
            Files.move(folder.certificate(), aside(), StandardCopyOption.REPLACE_EXISTING);
        }
        AtomicFile.write(
                folder.request(),
                IdentityRequest.make(key(), subject).line() + "\n",
                Access.OWNER_ONLY,
                Durability.DURABLE);
    }

    /** A renewal request with the same key. Empty without a valid identity. */
    public Optional<String> renewal() {
        return current()
                .map(identity ->
                        IdentityRequest.make(identity.keyPair(), subject).line());
    }

    /** Installs a newer certificate for the next connection. Empty if the certificate is invalid or not newer than the current one. */
    public Optional<Identity> install(String pem) throws IOException {
        Optional<Identity> before = current();
        if (before.isEmpty()) {
            return Optional.empty();
        }
        try {
            Identity after = before.get().renewed(pem);
            boolean isNewer = after.expiresAt().isAfter(before.get().expiresAt());
            if (!isNewer || findProblem(after).map(this::<Identity>logInvalid).isPresent()) {
                return Optional.empty();
            }
            AtomicFile.write(
                    folder.certificate(), Pem.ofCertificates(after.chain()), Access.OWNER_ONLY, Durability.DURABLE);
            return Optional.of(after);
        } catch (IllegalArgumentException e) {
            LOG.warn("the head sent an invalid certificate: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private KeyPair key() throws IOException {
        if (Files.exists(folder.key())) {
            try {
                return KeyPairs.read(folder.key());
            } catch (IOException e) {
                LOG.warn("creating a new key, because the old one is invalid: {}", e.getMessage());
            }
        }
        KeyPair created = KeyPairs.make();
        KeyPairs.write(folder.key(), created);
        return created;
    }

    private Optional<String> findProblem(Identity identity) {
        String holder = identity.subject().map(CertificateSubject::uri).orElse("no node");
        if (!holder.equals(subject.uri())) {
            return Optional.of("it belongs to " + holder);
        }
        try {
            identity.certificate().verify(identity.authority().getPublicKey());
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of("it is not signed by the cluster's CA");
        }
    }

    private <T> Optional<T> logInvalid(String problem) {
        LOG.warn("the certificate in {} is invalid: {}", folder.certificate(), problem);
        return Optional.empty();
    }
}
