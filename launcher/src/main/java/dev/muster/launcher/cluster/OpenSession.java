package dev.muster.launcher.cluster;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.Shell;
import dev.muster.core.config.FilesConfig;
import dev.muster.core.control.Control;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.head.Endpoint;
import dev.muster.launcher.usecase.Session;
import dev.muster.protocol.ControlClient;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.identity.Pem;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A way into one cluster; the control plane is asked at the first need of it. */
final class OpenSession implements Session {
    private final HeadSite site;
    private final HostFacts facts;
    private final Endpoint endpoint;
    private final String person;
    private final Supplier<String> sessionIds;
    private final Runnable release;
    private final Map<NodeKey, RemoteHost> hosts = new ConcurrentHashMap<>();
    private RemoteHost.@Nullable Forward forward;
    private @Nullable ControlClient control;
    private @Nullable Identity identity;

    private OpenSession(
            HeadSite site,
            HostFacts facts,
            Endpoint endpoint,
            String person,
            Supplier<String> sessionIds,
            Runnable release) {
        this.release = release;
        this.site = site;
        this.facts = facts;
        this.endpoint = endpoint;
        this.person = person;
        this.sessionIds = sessionIds;
    }

    /** Within a use case that has the site already, and goes on with it afterwards. */
    static OpenSession within(
            HeadSite site, HostFacts facts, Endpoint endpoint, String person, Supplier<String> sessionIds) {
        return new OpenSession(site, facts, endpoint, person, sessionIds, () -> {});
    }

    /** The site is closed with the session. */
    static OpenSession owning(
            HeadSite site, HostFacts facts, Endpoint endpoint, String person, Supplier<String> sessionIds) {
        return new OpenSession(site, facts, endpoint, person, sessionIds, site::close);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** The CA certificate of the cluster. */
    synchronized String authorityPem() {
        return Pem.ofCertificates(List.of(identity().authority()));
    }

    /** Whoever asks for it is interrupted as if the call itself had been. */
    private Identity identity() {
        Identity known = identity;
        if (known == null) {
            try {
                known = site.login(facts).identity(endpoint.clusterId(), person);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NoCluster("interrupted while logging in to the head", "");
            }
            identity = known;
        }
        return known;
    }

    @Override
    public synchronized Control control() {
        if (control == null) {
            Identity identity = identity();
            forward = site.host().forward(endpoint.port());
            control = ControlClient.open(new InetSocketAddress(forward.host(), forward.port()), identity);
        }
        return control;
    }

    @Override
    public NodeAddress head() {
        Machine machine = new Machine(
                NodeKey.HEAD,
                site.config().headType(),
                site.host().name(),
                endpoint.address(),
                Machine.State.RUNNING,
                site.config().headType(),
                Resources.NONE,
                Map.of());
        return new NodeAddress(machine, NodeState.READY, site.folders(facts).head());
    }

    @Override
    public FilesConfig files() {
        return site.config().files();
    }

    @Override
    public RemoteHost host(NodeAddress node) {
        if (node.machine().key().isHead()) {
            return site.host();
        }
        return hosts.computeIfAbsent(node.machine().key(), key -> site.sites().node(site.config(), node));
    }

    @Override
    public String inEnvironment(NodeAddress node, String shellText) {
        return entered(node) + "exec bash --login -c " + Shell.quote(sourced(node) + shellText) + "\n";
    }

    @Override
    public String interactiveShell(NodeAddress node) {
        String enter = sourced(node) + "exec \"${SHELL:-bash}\" -i";
        return entered(node) + "exec bash --login -c " + Shell.quote(enter) + "\n";
    }

    /** Marks the session before anything of the person's runs, so that the node counts as busy from its first instant. */
    private String entered(NodeAddress node) {
        return "export MUSTER_SESSION=" + Shell.quote(sessionIds.get()) + " MUSTER_NODE="
                + Shell.quote(endpoint.clusterId() + "/" + node.machine().key()) + "; cd \"$HOME\"\n";
    }

    private static String sourced(NodeAddress node) {
        return ". " + Shell.quote(node.folder() + "/env.sh") + "\n";
    }

    @Override
    public synchronized void close() {
        if (control != null) {
            control.close();
        }
        if (forward != null) {
            forward.close();
        }
        hosts.values().forEach(RemoteHost::close);
        release.run();
    }
}
