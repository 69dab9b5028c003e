package dev.muster.ssh.key;

import dev.muster.core.Shell;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.ssh.SshTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.Service;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;

/** Tries our keys in order until the host takes one. */
public final class KeyAuthentication {
    private static final int ANSWER_MILLIS = 30_000;
    private static final int FOR_A_TOUCH_MILLIS = 120_000;

    private final KeyRing ring;

    public KeyAuthentication(KeyRing ring) {
        this.ring = ring;
    }

    public void login(SSHClient client, SshTarget target) throws IOException {
        IdentityOrder identities = IdentityOrder.of(target.keys(), ring);
        List<String> notes = new ArrayList<>(identities.notes());
        for (SshIdentity identity : identities.inOrder()) {
            try {
                if (tried(client, target, identity)) {
                    return;
                }
                notes.add(identity.describe() + ": refused by the host");
            } catch (TransportException e) {
                throw e;
            } catch (IOException e) {
                notes.add(identity.describe() + ": " + e.getMessage());
            }
            if (!allowsKeys(client)) {
                break;
            }
        }
        throw refused(client, target, notes);
    }

    private boolean tried(SSHClient client, SshTarget target, SshIdentity identity) throws IOException {
        if (identity.costly() && !wouldTake(client, target, identity)) {
            return false;
        }
        PublicKeyAuth proof = new PublicKeyAuth(identity, PublicKeyAuth.Step.PROVE);
        return attempt(client, target, proof, identity.costly() ? FOR_A_TOUCH_MILLIS : ANSWER_MILLIS);
    }

    private boolean wouldTake(SSHClient client, SshTarget target, SshIdentity identity) throws IOException {
        PublicKeyAuth question = new PublicKeyAuth(identity, PublicKeyAuth.Step.ASK);
        try {
            attempt(client, target, question, ANSWER_MILLIS);
            return false;
        } catch (UserAuthException e) {
            if (question.acceptable()) {
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

    /** Empty before the first answer. */
    private static boolean allowsKeys(SSHClient client) {
        Collection<String> methods = client.getUserAuth().getAllowedMethods();
        return methods.isEmpty() || methods.contains("publickey");
    }

    private static RemoteFailure refused(SSHClient client, SshTarget target, List<String> notes) {
        String methods = String.join(", ", client.getUserAuth().getAllowedMethods());
        String more = client.getUserAuth().hadPartialSuccess() ? " (a key was taken, but the host wants more)" : "";
        String tried = notes.isEmpty() ? "no key was found" : String.join("; ", notes);
        return new RemoteFailure(
                target.name(),
                target.name() + ": authentication as " + target.user() + " failed" + more + ": " + tried
                        + (methods.isEmpty() ? "" : "; the host takes: " + methods),
                "try: ssh " + Shell.quote(target.user() + "@" + target.address()) + "; ssh-copy-id puts your key there",
                false,
                List.of(),
                new RemoteFailure.Where.Login());
    }
}
