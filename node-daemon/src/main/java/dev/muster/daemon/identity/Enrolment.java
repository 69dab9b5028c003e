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
 * The node's key and certificate. The key is made here and never leaves; a request goes out as a file, and whoever set this node up brings the
 * certificate back (docs/on-a-host.md), later ones come over the stream.
 */
public final class Enrolment {
    private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private final NodeFolder folder;
    private final CertificateSubject.Node subject;
    private final Time time;

    public Enrolment(NodeFolder folder, CertificateSubject.Node subject, Time time) {
        this.folder = folder;
        this.subject = subject;
        this.time = time;
    }

    /** A valid identity, after at most ten minutes. @throws UserError where nobody brought a certificate */
    public Identity await() throws IOException, InterruptedException {
        Optional<Identity> known = current();
        if (known.isPresent()) {
            return known.get();
        }
        ask();
        Instant deadline = time.now().plus(DEADLINE);
        while (time.now().isBefore(deadline)) {
            Optional<Identity> brought = Files.exists(folder.certificate()) ? current() : Optional.empty();
            if (brought.isPresent()) {
                LOG.info("enrolled as {}", subject.uri());
                return brought.get();
            }
            time.sleep(LOOK_EVERY);
        }
        throw new UserError(
                "nobody brought a certificate for " + folder.request() + " within " + DEADLINE.toMinutes() + " minutes",
                "run 'cluster up' again: it takes the request to the head");
    }

    /** What the files say now; empty where they do not make a valid identity of this node. */
    public Optional<Identity> current() {
        try {
            Identity identity = Identity.load(folder.key(), folder.certificate(), folder.authority());
            return problem(identity).map(this::<Identity>complained).orElse(Optional.of(identity));
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("no identity yet: {}", e.toString());
            return Optional.empty();
        }
    }

    /** Makes the request for a first certificate, and the key where there is none; what is there and of no use is put aside. */
    public void ask() throws IOException {
        Files.createDirectories(folder.identity());
        if (Files.exists(folder.certificate())) {
            Path aside = folder.certificate().resolveSibling("certificate.pem.old");
            Files.move(folder.certificate(), aside, StandardCopyOption.REPLACE_EXISTING);
        }
        AtomicFile.write(
                folder.request(),
                IdentityRequest.make(key(), subject).line() + "\n",
                Access.OWNER_ONLY,
                Durability.DURABLE);
    }

    /** For a renewal with the same key. */
    public Optional<String> renewal() {
        return current()
                .map(identity ->
                        IdentityRequest.make(identity.keyPair(), subject).line());
    }

    /** Puts a newer certificate into place, for the next connection; empty where it is of no use to us, or not newer. */
    public Optional<Identity> install(String pem) throws IOException {
        Optional<Identity> before = current();
        if (before.isEmpty()) {
            return Optional.empty();
        }
        try {
            Identity after = before.get().renewed(pem);
            boolean isNewer = after.expiresAt().isAfter(before.get().expiresAt());
            if (!isNewer || problem(after).map(this::<Identity>complained).isPresent()) {
                return Optional.empty();
            }
            AtomicFile.write(
                    folder.certificate(), Pem.ofCertificates(after.chain()), Access.OWNER_ONLY, Durability.DURABLE);
            return Optional.of(after);
        } catch (IllegalArgumentException e) {
            LOG.warn("the head sent a certificate that is of no use: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private KeyPair key() throws IOException {
        if (Files.exists(folder.key())) {
            try {
                return KeyPairs.read(folder.key());
            } catch (IOException e) {
                LOG.warn("making a new key: {}", e.getMessage());
            }
        }
        KeyPair made = KeyPairs.make();
        KeyPairs.write(folder.key(), made);
        return made;
    }

    private Optional<String> problem(Identity identity) {
        String holder = identity.subject().map(CertificateSubject::uri).orElse("somebody else");
        if (!holder.equals(subject.uri())) {
            return Optional.of("it is of " + holder);
        }
        if (identity.isExpired(time.wallClock())) {
            return Optional.of("it expired at " + identity.expiresAt());
        }
        try {
            identity.certificate().verify(identity.authority().getPublicKey());
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of("it is not signed by the cluster's authority");
        }
    }

    private <T> Optional<T> complained(String problem) {
        LOG.warn("the certificate in {} is of no use: {}", folder.certificate(), problem);
        return Optional.empty();
    }
}
