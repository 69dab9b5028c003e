package dev.muster.protocol.mapping;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.control.LogQuery;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.control.RequestOutcome;
import dev.muster.core.control.StandingRequest;
import dev.muster.core.control.StopOrder;
import dev.muster.core.control.SubmissionResult;
import dev.muster.core.event.Event;
import dev.muster.protocol.wire.AddressesReply;
import dev.muster.protocol.wire.ApplyReply;
import dev.muster.protocol.wire.ApplyRequest;
import dev.muster.protocol.wire.Bundles;
import dev.muster.protocol.wire.EnrolReply;
import dev.muster.protocol.wire.EnrolRequest;
import dev.muster.protocol.wire.JournalReply;
import dev.muster.protocol.wire.JournalRequest;
import dev.muster.protocol.wire.LogsRequest;
import dev.muster.protocol.wire.StandingReply;
import dev.muster.protocol.wire.StopReply;
import dev.muster.protocol.wire.StopRequest;
import dev.muster.protocol.wire.WatchRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Converts the requests and replies of Control. {@code to} writes, {@code from} reads and validates. The operator of a request comes from the caller's
 * certificate, never from the message.
 */
public final class ControlMapping {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final int MAX_SECRETS = 256;
    private static final int MAX_SECRET_LENGTH = 64 * 1024;
    private static final int MAX_FILES = 8;
    private static final int MAX_PATH_LENGTH = 4096;
    private static final int MAX_NOTES = 10_000;
    private static final int MAX_EVENTS = 10_000;
    private static final int MAX_NODES = 100_000;

    private ControlMapping() {}

    public static ApplyRequest to(ConfigSubmission submission) {
        return ApplyRequest.newBuilder()
                .setExpandedConfig(submission.expandedConfig())
                .putAllSecrets(submission.inputs().secrets())
                .putAllFiles(submission.inputs().files())
                .setPerson(submission.requestedBy())
                .setMode(submission.mode().name().toLowerCase(Locale.ROOT))
                .setKeepEngines(submission.keepsEngines())
                .build();
    }

    public static ConfigSubmission from(ApplyRequest wire, String operator) {
        if (wire.getExpandedConfigBytes().size() > Bounds.MAX_CONFIG) {
            return Bounds.reject("config", "has more than " + Bounds.MAX_CONFIG + " bytes");
        }
        ConfigSubmission.Mode mode = mode(wire.getMode());
        ConfigInputs inputs = new ConfigInputs(secrets(wire.getSecretsMap()), files(wire.getFilesMap()));
        return new ConfigSubmission(wire.getExpandedConfig(), inputs, operator, mode, wire.getKeepEngines());
    }

    private static ConfigSubmission.Mode mode(String name) {
        for (ConfigSubmission.Mode mode : ConfigSubmission.Mode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
                return mode;
            }
        }
        return Bounds.reject("mode", "must be dry_run, drain_first or at_once");
    }

    private static Map<String, String> files(Map<String, String> wire) {
        if (wire.size() > MAX_FILES) {
            return Bounds.reject("files", "has more than " + MAX_FILES + " entries");
        }
        wire.forEach((path, text) -> {
            Bounds.text("files", path, MAX_PATH_LENGTH);
            Bounds.text("files", text, Bounds.MAX_CONFIG);
        });
        return wire;
    }

    private static Map<String, String> secrets(Map<String, String> wire) {
        if (wire.size() > MAX_SECRETS) {
            return Bounds.reject("secrets", "has more than " + MAX_SECRETS + " entries");
        }
        wire.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches()) {
                Bounds.reject("secrets", "contains a name that is not a valid environment variable");
            }
            Bounds.text("secrets", value, MAX_SECRET_LENGTH);
        });
        return wire;
    }

    public static ApplyReply to(SubmissionResult result) {
        return ApplyReply.newBuilder()
                .setSequence(result.sequence())
                .addAllChanges(result.changes().stream().map(Bounds::clip).toList())
                .addAllOutdated(result.outdated().stream().map(NodeKey::value).toList())
                .build();
    }

    public static SubmissionResult from(ApplyReply wire) {
        return new SubmissionResult(
                Bounds.number("sequence", wire.getSequence(), 0, Long.MAX_VALUE),
                notes(wire.getChangesList()),
                nodeKeys("outdated", wire.getOutdatedList()));
    }

    private static List<String> notes(List<String> wire) {
        return Bounds.list("notes", wire, MAX_NOTES).stream()
                .map(note -> Bounds.text("notes", note, Bounds.MAX_MESSAGE))
                .toList();
    }

    public static dev.muster.protocol.wire.StandingRequest to(StandingRequest request) {
        return dev.muster.protocol.wire.StandingRequest.newBuilder()
                .setPerson(request.requestedBy())
                .addAllBundles(request.bundles().stream()
                        .map(bundles -> Bundles.newBuilder()
                                .setShape(CommonMapping.to(bundles.shape()))
                                .setCount(bundles.count())
                                .build())
                        .toList())
                .build();
    }

    public static StandingRequest from(dev.muster.protocol.wire.StandingRequest wire, String operator) {
        return new StandingRequest(
                Bounds.list("bundles", wire.getBundlesList(), 10_000).stream()
                        .map(bundles -> new StandingRequest.Bundles(
                                CommonMapping.from(bundles.getShape()),
                                Bounds.number("count", bundles.getCount(), 1, 1_000_000)))
                        .toList(),
                operator);
    }

    public static StandingReply to(RequestOutcome outcome) {
        return StandingReply.newBuilder()
                .addAllNotes(outcome.notes().stream().map(Bounds::clip).toList())
                .build();
    }

    public static RequestOutcome from(StandingReply wire) {
        return new RequestOutcome(notes(wire.getNotesList()));
    }

    public static StopRequest to(StopOrder order) {
        return StopRequest.newBuilder()
                .setScope(order.scope().name().toLowerCase(Locale.ROOT))
                .setForce(order.force())
                .setPerson(order.requestedBy())
                .setDryRun(order.dryRun())
                .build();
    }

    public static StopOrder from(StopRequest wire, String operator) {
        return new StopOrder(
                StopOrder.Scope.valueOf(wire.getScope().toUpperCase(Locale.ROOT)),
                wire.getForce(),
                wire.getDryRun(),
                operator);
    }

    public static StopReply stopped(List<NodeKey> nodes) {
        return StopReply.newBuilder()
                .addAllNodeKeys(nodes.stream().map(NodeKey::value).toList())
                .build();
    }

    public static List<NodeKey> from(StopReply wire) {
        return nodeKeys("node_keys", wire.getNodeKeysList());
    }

    private static List<NodeKey> nodeKeys(String field, List<String> wire) {
        return Bounds.list(field, wire, MAX_NODES).stream().map(NodeKey::new).toList();
    }

    public static String identityRequest(EnrolRequest wire) {
        return Bounds.singleLine("identity_request", wire.getIdentityRequest(), 512);
    }

    public static String certificateChain(EnrolReply wire) {
        return Bounds.text("certificate_chain", wire.getCertificateChain(), Bounds.MAX_PEM);
    }

    public static AddressesReply to(List<NodeAddress> nodes) {
        return AddressesReply.newBuilder()
                .addAllNodes(nodes.stream().map(ControlMapping::to).toList())
                .build();
    }

    private static dev.muster.protocol.wire.NodeAddress to(NodeAddress node) {
        Machine machine = node.machine();
        return dev.muster.protocol.wire.NodeAddress.newBuilder()
                .setNodeKey(machine.key().value())
                .setType(machine.type())
                .setHost(machine.host())
                .setAddress(machine.address())
                .setMachineState(machine.state().name().toLowerCase(Locale.ROOT))
                .setOffer(machine.offer())
                .setDeclared(CommonMapping.to(machine.declared()))
                .putAllLabels(machine.labels())
                .setState(node.state().wireName())
                .setFolder(node.folder())
                .build();
    }

    public static List<NodeAddress> from(AddressesReply wire) {
        return Bounds.list("nodes", wire.getNodesList(), MAX_NODES).stream()
                .map(ControlMapping::from)
                .toList();
    }

    private static NodeAddress from(dev.muster.protocol.wire.NodeAddress wire) {
        Machine machine = new Machine(
                new NodeKey(wire.getNodeKey()),
                Bounds.singleLine("type", wire.getType()),
                Bounds.singleLine("host", wire.getHost()),
                Bounds.singleLine("address", wire.getAddress()),
                Machine.State.valueOf(wire.getMachineState().toUpperCase(Locale.ROOT)),
                Bounds.singleLine("offer", wire.getOffer()),
                wire.hasDeclared() ? CommonMapping.from(wire.getDeclared()) : Resources.NONE,
                CommonMapping.labels(wire.getLabelsMap()));
        return new NodeAddress(
                machine, NodeState.of(wire.getState()), Bounds.singleLine("folder", wire.getFolder(), 4096));
    }

    public static JournalRequest to(JournalQuery query) {
        return JournalRequest.newBuilder()
                .addAllKinds(query.kinds().stream()
                        .map(Event.Kind::wireName)
                        .sorted()
                        .toList())
                .setNodeKey(query.node().map(NodeKey::value).orElse(""))
                .setLimit(query.limit())
                .build();
    }

    public static JournalQuery from(JournalRequest wire) {
        return new JournalQuery(
                Bounds.list("kinds", wire.getKindsList(), 64).stream()
                        .map(EventMapping::kind)
                        .collect(Collectors.toSet()),
                Bounds.optional(wire.getNodeKey()).map(NodeKey::new),
                Bounds.number("limit", wire.getLimit(), 1, MAX_EVENTS));
    }

    public static JournalReply events(List<Event> events) {
        return JournalReply.newBuilder()
                .addAllEvents(events.stream().map(EventMapping::to).toList())
                .build();
    }

    public static List<Event> from(JournalReply wire) {
        return Bounds.list("events", wire.getEventsList(), MAX_EVENTS).stream()
                .map(EventMapping::from)
                .toList();
    }

    public static long afterSequence(WatchRequest wire) {
        return Bounds.number("after_sequence", wire.getAfterSequence(), 0, Long.MAX_VALUE);
    }

    public static LogsRequest to(LogQuery query) {
        return LogsRequest.newBuilder()
                .setNodeKey(query.node().map(NodeKey::value).orElse(""))
                .setStep(query.step().orElse(""))
                .setLastLines(query.lastLines())
                .setFollow(query.follow())
                .build();
    }

    public static LogQuery from(LogsRequest wire) {
        return new LogQuery(
                Bounds.optional(wire.getNodeKey()).map(NodeKey::new),
                Bounds.optional(wire.getStep()).map(step -> Bounds.safeName("step", step)),
                Bounds.number("last_lines", wire.getLastLines(), 0, 1_000_000),
                wire.getFollow());
    }
}
