package dev.muster.client.head;

import dev.muster.client.ClusterRef;
import dev.muster.core.ClusterId;
import dev.muster.core.Shell;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.launcher.bootstrap.TrustedRoot;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.identity.IdentityRequest;
import dev.muster.protocol.identity.KeyPairs;
import dev.muster.protocol.identity.Pem;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Gets an operator certificate from the head. Everyone who can log in to the head's host and write to the head's folder is an operator. The private key
 * never leaves this process.
 */
public final class HeadLogin {
    private static final String SPLIT = "-----muster-----";
    private static final String PRINT_ENDPOINT = """
            [ -s "$head/endpoint.json" ] || exit 3
            cat "$head/endpoint.json"
            """;
    private static final String EXCHANGE = """
            umask 077; desk=$head/control/operators; name=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \\n')
            [ -d "$desk" ] || exit 4
            alive() { { read -r pid _ <"$head/run/$1.pid"; } 2>/dev/null && grep -qsz -e ^MUSTER_NODE= "/proc/$pid/environ"; }
            # Each of them brings the others back.
            alive head || alive head-watchdog || alive daemon || alive watchdog || exit 7
            cat >"$desk/$name.draft" && mv "$desk/$name.draft" "$desk/$name.request" || { rm -f "$desk/$name.draft"; exit 6; }
            tries=0
            until [ -s "$desk/$name.certificate" ]; do
              tries=$((tries + 1)); [ $tries -lt 300 ] || { rm -f "$desk/$name.request"; exit 5; }
              sleep 0.02
            done
            cat "$desk/$name.certificate"; echo; echo "-----muster-----"; cat "$head/ca.pem" 2>/dev/null || cat "$head/control/ca.pem"
            rm -f "$desk/$name.certificate"
            """;

    private final RemoteHost host;
    private final String headFolder;
    private final ClusterRef cluster;

    /** Creates a login. {@code cluster} is used in messages and hints. */
    public HeadLogin(RemoteHost host, String headFolder, ClusterRef cluster) {
        this.host = host;
        this.headFolder = headFolder;
        this.cluster = cluster;
    }

    /** Returns where the control plane listens. Throws {@code NoCluster} if it was never started or is stopped. */
    public HeadEndpoint endpoint() throws InterruptedException {
        RunResult result = host.run(RemoteCommand.of(variables() + PRINT_ENDPOINT));
        if (!result.ok()) {
            throw notUp();
        }
        return result.parsed(host.name(), HeadEndpoint::parse);
    }

    /** Creates a key pair and returns it with the certificate that the head issues. Throws {@code NoCluster} if the head does not answer. */
    public Identity identity(ClusterId clusterId, String operator) throws InterruptedException {
        KeyPair pair = KeyPairs.make();
        String request = IdentityRequest.make(pair, new CertificateSubject.Operator(clusterId, operator))
                .line();
        RunResult result =
                host.run(RemoteCommand.of(variables() + EXCHANGE).withInput(operator + "\n" + request + "\n"));
        if (!result.ok()) {
            throw failure(result);
        }
        return result.parsed(host.name(), answer -> identity(pair, answer));
    }

    /** @throws IllegalArgumentException if the answer is not the operator's certificates, a separator and the authority's certificate */
    private static Identity identity(KeyPair pair, String answer) {
        String[] parts = answer.split(SPLIT, 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException(
                    "expected two certificates, got one part of " + answer.length() + " characters");
        }
        List<X509Certificate> chain = Pem.certificates(parts[0]);
        return new Identity(pair.getPrivate(), chain, Pem.certificates(parts[1]).getFirst());
    }

    private RuntimeException failure(RunResult result) {
        return switch (result.exitCode()) {
            case 5 ->
                new NoCluster(
                        "the head of '" + cluster.name() + "' does not answer",
                        "its watchdog restarts it; see '" + cluster.command("logs") + "', or run '"
                                + cluster.command("up") + "' again");
            case 7 ->
                new NoCluster(
                        "the head of '" + cluster.name() + "' does not run on " + host.name()
                                + ", and no watchdog is left there to restart it (was the host restarted?)",
                        "run '" + cluster.command("up") + "' to start it again with its stored state");
            case 4 -> notUp();
            case 6 ->
                new RemoteFailure(
                        host.name(),
                        host.name() + ": cannot write to the head's folder: "
                                + result.err().strip(),
                        "check whether its disk is full (df -h), free space, then run the command again",
                        true,
                        List.of());
            case TrustedRoot.REFUSED ->
                new RemoteFailure(host.name(), host.name() + ": " + result.err().strip(), "", false, List.of());
            default ->
                new RemoteFailure(
                        host.name(),
                        host.name() + ": cannot get an operator certificate (exit code " + result.exitCode() + ")",
                        "run '" + cluster.command("check") + "' to find the cause",
                        true,
                        result.err().lines().toList());
        };
    }

    private NoCluster notUp() {
        return new NoCluster(
                "cluster '" + cluster.name() + "' is not up", "run '" + cluster.command("up") + "' to start it");
    }

    private String variables() {
        return TrustedRoot.ofFolder(headFolder).text() + "head=" + Shell.quote(headFolder) + "\n";
    }
}
