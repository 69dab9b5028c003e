package dev.muster.ssh.key;

import dev.muster.core.Shell;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.ssh.SshTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.Service;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;

/** Authenticates with public keys: tries one after the other until the host accepts one. */
public final class KeyAuthentication {
    private static final int ANSWER_MILLIS = 45_000;
    private static final int USER_MILLIS = 120_000;

    private final KeyRing ring;

    public KeyAuthentication(KeyRing ring) {
        this.ring = ring;
    }

    /**
     * Authenticates on a connected client.
     *
     * @throws RemoteFailure if the host accepts no key. It names every key that was tried.
     */
    public void login(SSHClient client, SshTarget target) throws IOException {
        IdentityOrder identities = IdentityOrder.of(target.keys(), ring);
        List<String> notes = new ArrayList<>(identities.notes());
        Optional<Path> locked = Optional.empty();
        for (SshIdentity identity : identities.inOrder()) {
            try {
                if (attempt(client, target, identity)) {
                    return;
                }
                notes.add(identity.describe() + ": refused by the host");
            } catch (TransportException e) {
                throw e;
            } catch (IOException e) {
                LockedKeyException lock = LockedKeyException.in(e);
                if (lock == null) {
                    notes.add(identity.describe() + ": " + e.getMessage());
                } else if (locked.isEmpty()) {
                    // The host has accepted this key, so it matters more than the other ones.
                    notes.addFirst(identity.describe() + ": " + lock.getMessage());
                    locked = Optional.of(lock.file());
                }
            }
            if (!allowsKeys(client)) {
                break;
            }
        }
        throw refused(client, target, notes, locked);
    }

    private boolean attempt(SSHClient client, SshTarget target, SshIdentity identity) throws IOException {
        if (identity.needsUser() && !accepts(client, target, identity)) {
            return false;
        }
        PublicKeyAuth signed = new PublicKeyAuth(identity, PublicKeyAuth.Step.SIGN);
        return attempt(client, target, signed, identity.needsUser() ? USER_MILLIS : ANSWER_MILLIS);
    }

    private boolean accepts(SSHClient client, SshTarget target, SshIdentity identity) throws IOException {
        PublicKeyAuth question = new PublicKeyAuth(identity, PublicKeyAuth.Step.ASK);
        try {
            attempt(client, target, question, ANSWER_MILLIS);
            return false;
        } catch (UserAuthException e) {
            if (question.isAcceptable()) {
                return true;
            }
            throw e;
        }
    }

    private static boolean attempt(SSHClient client, SshTarget target, PublicKeyAuth method, int millis)
            throws IOException {
        Connection connection = client.getConnection();
        method.setLoggerFactory(client.getTransport().getConfig().getLoggerFactory());
        return client.getUserAuth().authenticate(target.user(), (Service) connection, method, millis);
    }

    /** Returns whether the host may accept a key. The list of methods is empty before its first answer. */
    private static boolean allowsKeys(SSHClient client) {
        Collection<String> methods = client.getUserAuth().getAllowedMethods();
        return methods.isEmpty() || methods.contains("publickey");
    }

    private static RemoteFailure refused(
            SSHClient client, SshTarget target, List<String> notes, Optional<Path> locked) {
        String methods = String.join(", ", client.getUserAuth().getAllowedMethods());
        String partial = client.getUserAuth().hadPartialSuccess()
                ? " (a key was accepted, but the host requires another method)"
                : "";
        String tried = notes.isEmpty() ? "no key was found" : String.join("; ", notes);
        return new RemoteFailure(
                target.name(),
                target.name() + ": authentication as " + target.user() + " failed" + partial + ": " + tried
                        + (methods.isEmpty() ? "" : "; the host accepts: " + methods),
                locked.map(file ->
                                "unlock the key, then run the command again: ssh-add " + Shell.quote(file.toString()))
                        .orElseGet(() -> tryByHand(Shell.quote(target.user() + "@" + target.address()))),
                false,
                List.of(),
                new RemoteFailure.Where.Login());
    }

    private static String tryByHand(String login) {
        return "try: ssh " + login + "; to install your key: ssh-copy-id " + login;
    }
}
