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

/** Checks the key that one host presents: first against the files of the user and the system, then against the cluster's pins. */
final class HostKeyCheck implements HostKeyVerifier {
    private final SshTarget target;
    private final KnownHosts known;
    private final HostKeyPins pins;
    private final Consumer<String> warnings;
    private volatile Optional<RemoteFailure> refusal = Optional.empty();

    HostKeyCheck(SshTarget target, HostKeyPins pins, Consumer<String> warnings) {
        this.target = target;
        this.known = KnownHosts.read(target.hostKeys().files());
        this.pins = pins;
        this.warnings = warnings;
    }

    /** Returns why the host was refused; empty if it was not. */
    Optional<RemoteFailure> refusal() {
        return refusal;
    }

    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        List<String> algorithms = new ArrayList<>();
        String name = target.knownHostsName();
        List<String> types = known.types(name);
        for (String type : types.isEmpty() ? pins.known().types(name) : types) {
            if (type.equals("ssh-rsa")) { // the type of the key; its signature algorithms have other names
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
            HostKey presented = new HostKey(
                    KeyType.fromKey(key).toString(),
                    new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
            refusal = decide(presented);
        } catch (RuntimeException e) {
            refusal = Optional.of(failure("cannot check its host key: " + e.getMessage(), ""));
        }
        return refusal.isEmpty();
    }

    private Optional<RemoteFailure> decide(HostKey presented) {
        String name = target.knownHostsName();
        KnownHosts.Result result = known.check(name, presented);
        if (result instanceof KnownHosts.Result.Unknown) {
            KnownHosts.Result pinned = pins.known().check(name, presented);
            result = pinned instanceof KnownHosts.Result.Unknown ? result : pinned;
        }
        return switch (result) {
            case KnownHosts.Result.Known() -> acceptKnown(name, presented);
            case KnownHosts.Result.Changed(KnownHostLine line) -> {
                pins.pin(name, new HostKey(line.type(), line.key())); // the head must refuse it too
                yield Optional.of(changed(presented, line));
            }
            case KnownHosts.Result.Revoked(KnownHostLine line) -> {
                pins.add("@revoked " + presented.knownHostsLine(name));
                yield Optional.of(failure(
                        "its host key " + presented.fingerprint() + " is marked as revoked (" + line.place() + ")",
                        ""));
            }
            case KnownHosts.Result.Unknown(Optional<KnownHostLine> authority) -> unknown(presented, authority);
        };
    }

    /**
     * Pins the key too, because the head gets the pins but not the known_hosts files of the user. Those files win: where they have the key of a host that
     * was installed again, the old pin goes.
     */
    private Optional<RemoteFailure> acceptKnown(String name, HostKey presented) {
        switch (pins.known().check(name, presented)) {
            case KnownHosts.Result.Known(), KnownHosts.Result.Revoked _ -> pins.confirm(name);
            case KnownHosts.Result.Changed _, KnownHosts.Result.Unknown _ -> pins.pin(name, presented);
        }
        return Optional.empty();
    }

    private RemoteFailure changed(HostKey presented, KnownHostLine known) {
        return failure(
                "its host key changed: known " + known.type() + " " + HostKey.fingerprint(known.key()) + " ("
                        + known.place() + "), presented " + presented.type() + " " + presented.fingerprint(),
                "another machine may pretend to be this host. If the host was installed again, compare the second fingerprint"
                        + " on its console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then remove that line");
    }

    private Optional<RemoteFailure> unknown(HostKey presented, Optional<KnownHostLine> authority) {
        String name = target.knownHostsName();
        if (target.hostKeys().strict()) {
            String note = authority
                    .map(line -> "; " + line.place()
                            + " names a certificate authority for it, but host certificates are not supported")
                    .orElse("");
            return Optional.of(failure(
                    "its host key " + presented.type() + " " + presented.fingerprint()
                            + " is unknown, and unknown hosts are refused" + note,
                    "compare it on the host's console, then: ssh-keyscan " + target.address()
                            + " >> ~/.ssh/known_hosts"));
        }
        authority.ifPresent(
                line -> warnings.accept(
                        target.name() + ": " + line.place()
                                + " names a certificate authority for its host key; host certificates are not supported, so the key is pinned instead"));
        pins.pinFirstSeen(name, presented);
        return Optional.empty();
    }

    private RemoteFailure failure(String what, String hint) {
        return new RemoteFailure(target.name(), target.name() + ": " + what, hint, false, List.of());
    }

    /** sshj writes this into its messages. */
    @Override
    public String toString() {
        return "known hosts of " + target.name();
    }
}
