package dev.muster.client.head;

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
 * Turns the right to log in on the head's host into a certificate for this session: whoever may write into the head's folder is an operator. The
 * private key never leaves this process.
 */
public final class HeadLogin {
    private static final String SPLIT = "-----muster-----";
    private static final String LOOK = """
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
    private final String cluster;

    public HeadLogin(RemoteHost host, String headFolder, String cluster) {
        this.host = host;
        this.headFolder = headFolder;
        this.cluster = cluster;
    }

    /** Throws {@code NoCluster} where no control plane was ever started, or it is stopped. */
    public HeadEndpoint endpoint() throws InterruptedException {
        RunResult result = host.run(RemoteCommand.of(variables() + LOOK));
        if (!result.ok()) {
            throw new NoCluster("cluster '" + cluster + "' is not up", "start it with: cluster up");
        }
        return HeadEndpoint.parse(result.out());
    }

    public Identity identity(ClusterId clusterId, String person) throws InterruptedException {
        KeyPair pair = KeyPairs.make();
        String request = IdentityRequest.make(pair, new CertificateSubject.Operator(clusterId, person))
                .line();
        RunResult result = host.run(RemoteCommand.of(variables() + EXCHANGE).withInput(person + "\n" + request + "\n"));
        if (!result.ok()) {
            throw refused(result);
        }
        String[] parts = result.out().split(SPLIT, 2);
        List<X509Certificate> chain = Pem.certificates(parts[0]);
        return new Identity(pair.getPrivate(), chain, Pem.certificates(parts[1]).getFirst());
    }

    private RuntimeException refused(RunResult result) {
        return switch (result.exitCode()) {
            case 5 ->
                new NoCluster(
                        "the head of '" + cluster + "' does not answer",
                        "its watchdog restarts it; see 'cluster logs', or run 'cluster up' again");
            case 7 ->
                new NoCluster(
                        "the head of '" + cluster + "' does not run on " + host.name()
                                + ", and nothing is left there that would restart it (was the host restarted?)",
                        "'cluster up' starts it again, with all that it knew");
            case 4 -> new NoCluster("cluster '" + cluster + "' is not up", "start it with: cluster up");
            case 6 ->
                new RemoteFailure(
                        host.name(),
                        host.name() + ": nothing can be written into the head's folder: "
                                + result.err().strip(),
                        "is the disk of the head's host full? Free space there and repeat",
                        true,
                        List.of());
            case TrustedRoot.REFUSED ->
                new RemoteFailure(host.name(), host.name() + ": " + result.err().strip(), "", false, List.of());
            default ->
                new RemoteFailure(
                        host.name(),
                        host.name() + ": no operator certificate could be had (exit " + result.exitCode() + ")",
                        "",
                        true,
                        result.err().lines().toList());
        };
    }

    private String variables() {
        return TrustedRoot.ofFolder(headFolder).text() + "head=" + Shell.quote(headFolder) + "\n";
    }
}
