package dev.muster.ssh.connect;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.ssh.HostKeyPins;
import dev.muster.ssh.SshTarget;
import dev.muster.ssh.hostkey.HostKey;
import dev.muster.ssh.hostkey.KnownHostLine;
import dev.muster.ssh.hostkey.KnownHosts;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Decides about the key that one host shows: the user's and the system's files first, then the cluster's pins. */
final class HostKeyCheck implements HostKeyVerifier {
    private final SshTarget target;
    private final KnownHosts users;
    private final HostKeyPins pins;
    private final Consumer<String> warnings;
    private volatile Optional<RemoteFailure> refusal = Optional.empty();

    HostKeyCheck(SshTarget target, HostKeyPins pins, Consumer<String> warnings) {
        this.target = target;
        this.users = KnownHosts.read(target.hostKeys().files());
        this.pins = pins;
        this.warnings = warnings;
    }

    /** Why the host was refused, where it was. */
    Optional<RemoteFailure> refusal() {
        return refusal;
    }

    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        List<String> algorithms = new ArrayList<>();
        String name = target.knownHostsName();
        List<String> types = users.types(name);
        for (String type : types.isEmpty() ? pins.known().types(name) : types) {
            if (type.equals("ssh-rsa")) { // the key's type; its signatures have names of their own
                algorithms.addAll(List.of("rsa-sha2-512", "rsa-sha2-256"));
            } else {
                algorithms.add(type);
            }
        }
        return algorithms;
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        try {
            HostKey shown = new HostKey(
                    KeyType.fromKey(key).toString(),
                    new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
            refusal = decide(shown);
        } catch (RuntimeException e) {
            refusal = Optional.of(failure("its host key could not be checked: " + e.getMessage(), ""));
        }
        return refusal.isEmpty();
    }

    private Optional<RemoteFailure> decide(HostKey shown) {
        String name = target.knownHostsName();
        KnownHosts.Verdict verdict = users.judge(name, shown);
        if (verdict instanceof KnownHosts.Verdict.Unknown) {
            KnownHosts.Verdict pinned = pins.known().judge(name, shown);
            verdict = pinned instanceof KnownHosts.Verdict.Unknown ? verdict : pinned;
        }
        return switch (verdict) {
            case KnownHosts.Verdict.Known() -> known(name, shown);
            case KnownHosts.Verdict.Changed(KnownHostLine known) -> Optional.of(changed(shown, known));
            case KnownHosts.Verdict.Revoked(KnownHostLine line) ->
                Optional.of(failure(
                        "its host key " + shown.fingerprint() + " is marked as revoked (" + line.place() + ")", ""));
            case KnownHosts.Verdict.Unknown(Optional<KnownHostLine> authority) -> unknown(shown, authority);
        };
    }

    /** Pinned too: the head gets the pins, and has nobody's known_hosts. */
    private Optional<RemoteFailure> known(String name, HostKey shown) {
        if (pins.known().judge(name, shown) instanceof KnownHosts.Verdict.Unknown) {
            pins.pin(name, shown);
        }
        return Optional.empty();
    }

    private RemoteFailure changed(HostKey shown, KnownHostLine known) {
        return failure(
                "its host key changed: known " + known.type() + " " + HostKey.fingerprint(known.key()) + " ("
                        + known.place() + "), shown " + shown.type() + " " + shown.fingerprint(),
                "somebody may be in between. If the machine was set up again, compare the second fingerprint on its console"
                        + " (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then remove that line");
    }

    private Optional<RemoteFailure> unknown(HostKey shown, Optional<KnownHostLine> authority) {
        String name = target.knownHostsName();
        if (target.hostKeys().strict()) {
            String why = authority
                    .map(line -> "; " + line.place()
                            + " names an authority for it, but host certificates are not checked" + " by this program")
                    .orElse("");
            return Optional.of(failure(
                    "its host key " + shown.type() + " " + shown.fingerprint() + " is unknown, and host keys are strict"
                            + why,
                    "compare it on the machine's console, then: ssh-keyscan " + target.address()
                            + " >> ~/.ssh/known_hosts"));
        }
        authority.ifPresent(line -> warnings.accept(target.name() + ": " + line.place()
                + " names an authority for its host key; certificates are not checked, the key is pinned instead"));
        pins.meet(name, shown);
        return Optional.empty();
    }

    private RemoteFailure failure(String what, String hint) {
        return new RemoteFailure(target.name(), target.name() + ": " + what, hint, false, List.of());
    }

    /** For messages of sshj's. */
    @Override
    public String toString() {
        return "known hosts of " + target.name();
    }
}
