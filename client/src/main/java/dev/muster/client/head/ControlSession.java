package dev.muster.client.head;

import dev.muster.client.AfterWork;
import dev.muster.client.Multiplexer;
import dev.muster.client.Session;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.Shell;
import dev.muster.core.config.FilesConfig;
import dev.muster.core.control.Control;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.bootstrap.TrustedRoot;
import dev.muster.protocol.ControlClient;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.identity.Pem;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A way into one cluster; the control plane is asked at the first need of it. */
public final class ControlSession implements Session {
    private final HeadHost site;
    private final NodeFolders folders;
    private final HeadEndpoint endpoint;
    private final Optional<List<NodeAddress>> told;
    private final String person;
    private final Supplier<String> sessionIds;
    private final Runnable release;
    private final Map<NodeKey, RemoteHost> hosts = new ConcurrentHashMap<>();
    private final Map<String, RemoteHost> approached = new HashMap<>();
    private RemoteHost.@Nullable Forward forward;
    private @Nullable ControlClient control;
    private @Nullable Identity identity;

    private ControlSession(
            HeadHost site, HeadHostFacts look, String person, Supplier<String> sessionIds, Runnable release) {
        this.release = release;
        this.site = site;
        this.folders = new NodeFolders(look.root(), site.config().name());
        this.endpoint = look.endpoint();
        this.told = look.nodes();
        this.person = person;
        this.sessionIds = sessionIds;
    }

    /** Within a use case that has the site already, and goes on with it afterwards. */
    public static ControlSession within(
            HeadHost site, HostFacts facts, HeadEndpoint endpoint, String person, Supplier<String> sessionIds) {
        HeadHostFacts look = new HeadHostFacts(facts.root(), endpoint, Optional.empty());
        return new ControlSession(site, look, person, sessionIds, () -> {});
    }

    /** The site and the hosts that were approached are closed with the session. */
    public static ControlSession owning(
            HeadHost site,
            HeadHostFacts look,
            List<RemoteHost> approached,
            String person,
            Supplier<String> sessionIds) {
        ControlSession session = new ControlSession(site, look, person, sessionIds, () -> {
            approached.forEach(RemoteHost::close);
            site.close();
        });
        approached.forEach(host -> session.approached.put(host.name(), host));
        return session;
    }

    public HeadEndpoint endpoint() {
        return endpoint;
    }

    /** The CA certificate of the cluster. */
    public synchronized String authorityPem() {
        return Pem.ofCertificates(List.of(identity().authority()));
    }

    /** Whoever asks for it is interrupted as if the call itself had been. */
    private Identity identity() {
        Identity known = identity;
        if (known == null) {
            try {
                known = site.login(folders).identity(endpoint.clusterId(), person);
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
        return new NodeAddress(machine, NodeState.READY, folders.head());
    }

    @Override
    public List<NodeAddress> addresses() {
        return told.orElseGet(() -> control().addresses());
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
        return hosts.computeIfAbsent(node.machine().key(), key -> {
            RemoteHost known = approached.get(node.machine().host());
            return known == null ? site.provider().node(node) : known;
        });
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

    @Override
    public String detached(NodeAddress node, Multiplexer tool, String shellText, AfterWork after) {
        String order = after == AfterWork.STOP_WORKERS
                ? "umask 077; printf '%s\\n' " + Shell.quote(person) + " >"
                        + Shell.quote(folders.head() + "/run/stop-workers") + "\n"
                : "";
        String whole = "(\n" + shellText + "\n)\n" + order + "exec env -u MUSTER_SESSION \"${SHELL:-bash}\" -i";
        return kept(node).detached(tool, inEnvironment(node, whole));
    }

    @Override
    public String rejoined(NodeAddress node, Multiplexer tool) {
        return kept(node).rejoined(tool, entered(node), interactiveShell(node));
    }

    @Override
    public String begun(NodeAddress node, Multiplexer tool) {
        return kept(node).begun(tool, interactiveShell(node));
    }

    private PersistentSessions kept(NodeAddress node) {
        return new PersistentSessions(node.folder(), "export " + mark(node) + "\n");
    }

    private String mark(NodeAddress node) {
        return "MUSTER_NODE="
                + Shell.quote(endpoint.clusterId() + "/" + node.machine().key());
    }

    /** Marks the session before anything of the operator's runs, so that the node counts as busy from its first instant. */
    private String entered(NodeAddress node) {
        return TrustedRoot.ofFolder(node.folder()).text() + "export MUSTER_SESSION=" + Shell.quote(sessionIds.get())
                + " " + mark(node) + "; cd \"$HOME\"\n";
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
