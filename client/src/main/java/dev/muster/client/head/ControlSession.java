package dev.muster.client.head;

import dev.muster.client.AfterWork;
import dev.muster.client.Multiplexer;
import dev.muster.client.Session;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.Shell;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.config.FilesConfig;
import dev.muster.core.control.Control;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.UserError;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.engine.Engine;
import dev.muster.engine.EngineConsole;
import dev.muster.engine.Engines;
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

/** The {@link Session} over SSH. It connects to the control plane when that is first needed. */
public final class ControlSession implements Session {
    private final HeadHost headHost;
    private final NodeFolders folders;
    private final HeadEndpoint endpoint;
    private final Optional<List<NodeAddress>> knownNodes;
    private final String operator;
    private final Supplier<String> sessionIds;
    private final Runnable release;
    private final Map<NodeKey, RemoteHost> hosts = new ConcurrentHashMap<>();
    private final Map<String, RemoteHost> approached = new HashMap<>();
    private RemoteHost.@Nullable Forward forward;
    private @Nullable ControlClient control;
    private @Nullable Identity identity;

    private ControlSession(
            HeadHost headHost, HeadHostFacts facts, String operator, Supplier<String> sessionIds, Runnable release) {
        this.release = release;
        this.headHost = headHost;
        this.folders = new NodeFolders(facts.root(), headHost.config().name());
        this.endpoint = facts.endpoint();
        this.knownNodes = facts.nodes();
        this.operator = operator;
        this.sessionIds = sessionIds;
    }

    /** Creates a session that uses a connection of the caller. Closing the session does not close {@code headHost}. */
    public static ControlSession within(
            HeadHost headHost, HostFacts facts, HeadEndpoint endpoint, String operator, Supplier<String> sessionIds) {
        HeadHostFacts headFacts = new HeadHostFacts(facts.root(), endpoint, Optional.empty());
        return new ControlSession(headHost, headFacts, operator, sessionIds, () -> {});
    }

    /** Creates a session that owns {@code headHost} and the approached hosts, and closes them when it is closed. */
    public static ControlSession owning(
            HeadHost headHost,
            HeadHostFacts facts,
            List<RemoteHost> approached,
            String operator,
            Supplier<String> sessionIds) {
        ControlSession session = new ControlSession(headHost, facts, operator, sessionIds, () -> {
            approached.forEach(RemoteHost::close);
            headHost.close();
        });
        approached.forEach(host -> session.approached.put(host.name(), host));
        return session;
    }

    /** Returns where the control plane listens. */
    public HeadEndpoint endpoint() {
        return endpoint;
    }

    /** Returns the cluster's CA certificate as PEM. */
    public synchronized String authorityPem() {
        return Pem.ofCertificates(List.of(identity().authority()));
    }

    /** Logs in at the first call. If that is interrupted, sets the thread's interrupt flag again. */
    private Identity identity() {
        Identity known = identity;
        if (known == null) {
            try {
                known = headHost.login(folders).identity(endpoint.clusterId(), operator);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NoCluster("interrupted while logging in to the head", "run the command again");
            }
            identity = known;
        }
        return known;
    }

    @Override
    public synchronized Control control() {
        if (control == null) {
            Identity identity = identity();
            forward = headHost.host().forward(endpoint.port());
            control = ControlClient.open(new InetSocketAddress(forward.host(), forward.port()), identity);
        }
        return control;
    }

    @Override
    public NodeAddress head() {
        Machine machine = new Machine(
                NodeKey.HEAD,
                headHost.config().headType(),
                headHost.host().name(),
                endpoint.address(),
                Machine.State.RUNNING,
                headHost.config().headType(),
                Resources.NONE,
                Map.of());
        return new NodeAddress(machine, NodeState.READY, folders.head());
    }

    @Override
    public List<NodeAddress> addresses() {
        return knownNodes.orElseGet(() -> control().addresses());
    }

    @Override
    public FilesConfig files() {
        return headHost.config().files();
    }

    @Override
    public RemoteHost host(NodeAddress node) {
        if (node.machine().key().isHead()) {
            return headHost.host();
        }
        return hosts.computeIfAbsent(node.machine().key(), key -> {
            RemoteHost known = approached.get(node.machine().host());
            return known == null ? headHost.provider().node(node) : known;
        });
    }

    @Override
    public String inEnvironment(NodeAddress node, String shellText) {
        return enterNode(node).then(command(node, shellText)).text();
    }

    @Override
    public String interactiveShell(NodeAddress node) {
        return openShell(node).text();
    }

    @Override
    public String detachedSession(NodeAddress node, Multiplexer tool, String shellText, AfterWork after) {
        ShellScript work = enterNode(node)
                .then(command(node, shellText).inSubshell())
                .then(after == AfterWork.STOP_WORKERS ? stopWorkers() : ShellScript.EMPTY)
                .then(ShellScript.raw("unset MUSTER_SESSION"))
                .then(shell(node));
        return sessions(node).startDetached(tool, work).text();
    }

    @Override
    public String attachToSession(NodeAddress node, Multiplexer tool) {
        return TrustedRoot.ofFolder(node.folder())
                .then(sessions(node).attach(tool, sessionIds.get(), openShell(node)))
                .text();
    }

    @Override
    public String newSession(NodeAddress node, Multiplexer tool) {
        return TrustedRoot.ofFolder(node.folder())
                .then(sessions(node).start(tool, openShell(node)))
                .text();
    }

    @Override
    public EngineConsole console() {
        String engine = engine(headHost.config().engine());
        return Engines.find(engine)
                .flatMap(Engine::console)
                .orElseThrow(() -> new UserError(
                        "cluster '" + headHost.config().name()
                                + "' has no dashboard and no jobs, because its engine is " + engine,
                        "set 'engine: ray' in its config file and run '"
                                + headHost.cluster().command("up") + "'"));
    }

    /** Asks the head if no engine was found in the file, because the head may have found one in its environment. */
    private String engine(EngineConfig config) {
        return config.isNative() && config.choice().isPresent()
                ? control().status().engine()
                : config.name();
    }

    private PersistentSessions sessions(NodeAddress node) {
        return new PersistentSessions(node.folder(), mark(node));
    }

    private ShellScript mark(NodeAddress node) {
        return ShellScript.export(
                "MUSTER_NODE", endpoint.clusterId() + "/" + node.machine().key());
    }

    /** Marks the session before any command of the operator runs, so that the node counts as busy from the start. */
    private ShellScript enterNode(NodeAddress node) {
        return TrustedRoot.ofFolder(node.folder())
                .then(mark(node))
                .then(ShellScript.export("MUSTER_SESSION", sessionIds.get()))
                .then(ShellScript.raw("cd \"$HOME\""));
    }

    private static ShellScript command(NodeAddress node, String shellText) {
        return ShellScript.call(LibraryPart.USER_SHELL, "run_in_bash", "login", environment(node), shellText);
    }

    private ShellScript openShell(NodeAddress node) {
        return enterNode(node).then(shell(node));
    }

    private static ShellScript shell(NodeAddress node) {
        return ShellScript.call(LibraryPart.OPEN_SHELL, "open_shell", node.folder(), environment(node));
    }

    /** Returns a script that asks the head to stop the cluster's workers. */
    private ShellScript stopWorkers() {
        return ShellScript.raw("(umask 077; printf '%s\\n' " + Shell.quote(operator) + " >"
                + Shell.quote(folders.head() + "/run/stop-workers") + ")");
    }

    private static String environment(NodeAddress node) {
        return node.folder() + "/env.sh";
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
