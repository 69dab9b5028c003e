package dev.muster.cli;

import dev.muster.client.AfterWork;
import dev.muster.client.Approval;
import dev.muster.client.CheckReport;
import dev.muster.client.ClusterRef;
import dev.muster.client.Clusters;
import dev.muster.client.ConfigFile;
import dev.muster.client.DownPlan;
import dev.muster.client.DownPlanView;
import dev.muster.client.DownReport;
import dev.muster.client.DownRequest;
import dev.muster.client.Finding;
import dev.muster.client.KnownCluster;
import dev.muster.client.Multiplexer;
import dev.muster.client.ProgressListener;
import dev.muster.client.Session;
import dev.muster.client.UpIsRunning;
import dev.muster.client.UpPlan;
import dev.muster.client.UpPlanView;
import dev.muster.client.UpReport;
import dev.muster.client.UpRequest;
import dev.muster.config.provider.ProcessNodes;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.CommandsConfig;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.FilesConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.config.Problem;
import dev.muster.core.control.Control;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.event.Event;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.status.HostCheck;
import dev.muster.engine.EngineConsole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives the answers that a test prepared, and records the calls. */
final class FakeClusters implements Clusters {
    final List<Object> asked = new ArrayList<>();
    final FakeControl control = new FakeControl();
    final Map<String, FakeHost> hosts = new HashMap<>();
    final List<KnownCluster> known = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    List<Problem> warnings = List.of();
    FilesConfig files = FilesConfig.NONE;
    Optional<EngineConsole> console = Optional.of(new FakeConsole());

    @Nullable
    Exception failure;

    /** Thrown only when a config file is read. */
    @Nullable
    ClusterException readFailure;

    /** Thrown by an {@code up} that does not end the other one. */
    @Nullable
    UpIsRunning otherUp;

    /** Thrown only when the cluster is opened. */
    @Nullable
    ClusterException openFailure;

    UpPlanView plan = plan(UpPlanView.Action.CREATE);
    UpReport report = new UpReport(
            "lab",
            "00000000000000aa",
            "vm1",
            EngineConfig.NATIVE,
            UpReport.Outcome.DONE,
            List.of("head", "cpu-1"),
            List.of(),
            List.of(),
            2,
            List.of(),
            Duration.ofMillis(2_400));
    CheckReport checkReport = new CheckReport(
            "lab",
            List.of(
                    new CheckReport.HostLine(
                            "vm1",
                            "head",
                            true,
                            "",
                            Optional.of("ssh-ed25519 SHA256:abc"),
                            List.of(new CheckReport.Fact("cpus", "8"))),
                    new CheckReport.HostLine("vm2", "worker", false, "", Optional.empty(), List.of())),
            List.of(new Finding(Finding.Severity.OK, "disk", List.of("vm1", "vm2"), "enough room", "")),
            Duration.ofMillis(700));
    DownPlanView downPlan =
            new DownPlanView("lab", List.of(new DownPlanView.NodeLine("head", "vm1", "ready")), List.of());
    DownReport downReport = new DownReport(
            "lab",
            List.of(new HostCheck(
                    "vm1", List.of("head"), HostCheck.Result.CLEAN, List.of("processes", "folders"), List.of(), "")),
            List.of(),
            Duration.ofMillis(900));

    static UpPlanView plan(UpPlanView.Action action) {
        return new UpPlanView(
                "lab",
                "process",
                "native",
                "no start commands are given",
                List.of(new UpPlanView.NodeLine("head", "head", "vm1", action, "it does not exist yet")),
                List.of(),
                List.of());
    }

    FakeHost addNode(String key, String type, String host, NodeState state) {
        Machine machine = new Machine(
                new NodeKey(key), type, host, "10.0.0.9", Machine.State.RUNNING, type, Resources.NONE, Map.of());
        control.addresses.add(new NodeAddress(machine, state, "/var/tmp/muster/lab/" + key));
        FakeHost fake = new FakeHost(host);
        hosts.put(key, fake);
        return fake;
    }

    static ClusterConfig config(String name) {
        NodeTypeConfig type = new NodeTypeConfig(
                "head", 0, 2, Resources.NONE, Map.of(), Duration.ofMinutes(5), 0, List.of(), List.of());
        return new ClusterConfig(
                name,
                new ProcessNodes(7373, Optional.empty()),
                AuthConfig.NONE,
                Map.of("head", type),
                "head",
                2,
                1.0,
                Duration.ofMinutes(5),
                EnvironmentConfig.NONE,
                FilesConfig.NONE,
                CommandsConfig.NONE,
                EngineConfig.NATIVE);
    }

    @Override
    public ConfigFile read(Path file) {
        fail();
        if (readFailure != null) {
            throw readFailure;
        }
        return new ConfigFile(file, config("lab"), "cluster_name: lab\n", warnings);
    }

    @Override
    public CheckReport check(ClusterRef cluster) {
        asked.add(cluster);
        return checkReport;
    }

    @Override
    public UpPlan planUp(UpRequest request) {
        asked.add(request);
        return new UpPlan() {
            @Override
            public UpPlanView view() {
                return plan;
            }

            @Override
            public UpReport run(Approval approval, ProgressListener listener) throws InterruptedException {
                asked.add("up");
                asked.add(approval);
                events.forEach(listener::event);
                if (failure instanceof InterruptedException interrupted) {
                    throw interrupted;
                }
                if (otherUp != null && !request.allowed().endOther()) {
                    throw otherUp;
                }
                return report;
            }

            @Override
            public void close() {
                asked.add("close plan");
            }
        };
    }

    @Override
    public DownPlan planDown(DownRequest request) {
        asked.add(request);
        return new DownPlan() {
            @Override
            public DownPlanView view() {
                return downPlan;
            }

            @Override
            public DownReport run(Approval approval, ProgressListener listener) {
                asked.add("down");
                asked.add(approval);
                events.forEach(listener::event);
                return downReport;
            }

            @Override
            public void close() {
                asked.add("close plan");
            }
        };
    }

    @Override
    public Session open(ClusterRef cluster) {
        asked.add(cluster);
        fail();
        if (openFailure != null) {
            throw openFailure;
        }
        return new FakeSession();
    }

    @Override
    public List<KnownCluster> list() {
        return known;
    }

    private void fail() {
        switch (failure) {
            case ClusterException known -> throw known;
            case RuntimeException bug -> throw bug;
            case null, default -> {}
        }
    }

    private final class FakeSession implements Session {
        @Override
        public Control control() {
            return control;
        }

        @Override
        public NodeAddress head() {
            return control.addresses.getFirst();
        }

        @Override
        public List<NodeAddress> addresses() {
            return control.addresses();
        }

        @Override
        public FilesConfig files() {
            return files;
        }

        @Override
        public RemoteHost host(NodeAddress node) {
            FakeHost host = hosts.get(node.machine().key().value());
            if (host == null) {
                throw new IllegalStateException("no host for " + node);
            }
            return host;
        }

        @Override
        public String inEnvironment(NodeAddress node, String shellText) {
            return "env; " + shellText;
        }

        @Override
        public String interactiveShell(NodeAddress node) {
            return "shell of " + node.machine().key();
        }

        @Override
        public String detachedSession(NodeAddress node, Multiplexer tool, String shellText, AfterWork after) {
            return tool.wireName() + " begins " + shellText + (after == AfterWork.NOTHING ? "" : ", then stops");
        }

        @Override
        public String attachToSession(NodeAddress node, Multiplexer tool) {
            return tool.wireName() + " joins " + node.machine().key();
        }

        @Override
        public String newSession(NodeAddress node, Multiplexer tool) {
            return tool.wireName() + " new on " + node.machine().key();
        }

        @Override
        public EngineConsole console() {
            return console.orElseThrow(() -> new UserError("no jobs here"));
        }

        @Override
        public void close() {
            asked.add("close");
        }
    }
}
