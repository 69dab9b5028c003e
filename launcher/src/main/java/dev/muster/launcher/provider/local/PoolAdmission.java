package dev.muster.launcher.provider.local;

import dev.muster.core.ClusterId;
import dev.muster.core.FanOut;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.Time;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bootstrap.NodeShell;
import dev.muster.launcher.provider.Admission;
import dev.muster.launcher.provider.RouteProblem;
import dev.muster.launcher.provider.UnusableHost;
import dev.muster.launcher.provider.local.state.ClusterKey;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import dev.muster.ssh.HostKeyPins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Authorises the head on every host of its pool, in parallel. Does not connect to hosts where the head is authorised already. */
final class PoolAdmission implements Admission {
    private static final int PARALLEL_HOSTS = 32;
    /** How long {@code up} waits for hosts here. The head's own set-up takes a few seconds, so this wait costs no time. */
    private static final Duration SOON = Duration.ofSeconds(4);

    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);

    /** The form of a home's mark. Older versions used another form. */
    private static final Pattern HOME = Pattern.compile("[0-9a-f]{16}");

    private final HostConnector hosts;
    private final ClusterId clusterId;
    private final Optional<String> givenKey;
    private final Set<String> takeOver;
    private final Time time;
    private final Map<String, RemoteHost> probed = new ConcurrentHashMap<>();

    /** @param givenKey path of the head's own key on its machine, if the operator set one */
    PoolAdmission(
            HostConnector hosts,
            ClusterId clusterId,
            Optional<String> givenKey,
            Collection<String> takeOver,
            Time time) {
        this.hosts = hosts;
        this.clusterId = clusterId;
        this.givenKey = givenKey;
        this.takeOver = Set.copyOf(takeOver);
        this.time = time;
    }

    @Override
    public Result admit(NodeShell shell) throws InterruptedException {
        Answers answered = probe(shell);
        return new Result(unusable(answered.records()), answered.late(), new LateHosts(shell, answered));
    }

    private final class LateHosts implements LateTrial {
        private final NodeShell shell;
        private final Answers answered;

        LateHosts(NodeShell shell, Answers answered) {
            this.shell = shell;
            this.answered = answered;
        }

        @Override
        public List<UnusableHost> run() throws InterruptedException {
            return unusable(probeLate(shell, answered));
        }

        @Override
        public Optional<String> failure(String host) {
            return Optional.ofNullable(probed.get(host)).flatMap(RemoteHost::connectFailure);
        }
    }

    private static List<UnusableHost> unusable(List<PoolHostRecord> records) {
        return records.stream()
                .filter(record -> !record.isAuthorised())
                .map(record -> new UnusableHost(
                        record.host(),
                        record.state() == PoolHostRecord.State.HELD
                                ? UnusableHost.Cause.HELD
                                : UnusableHost.Cause.UNREACHABLE,
                        record.note()))
                .toList();
    }

    /** Probes all hosts and writes the records of those that answer soon to the head. */
    Answers probe(NodeShell shell) throws InterruptedException {
        ClusterKey key = ClusterKey.ensure(shell, givenKey);
        Map<String, PoolHostRecord> answers = new ConcurrentHashMap<>();
        Callable<Boolean> all = () -> {
            probeAll(hosts.workers(), key, answers);
            return true;
        };
        var unused = FanOut.within(SOON, time::sleep, all);
        List<PoolHostRecord> records = withSecondNames(inOrder(answers), key);
        List<PoolHost> late = hosts.workers().stream()
                .filter(host -> !answers.containsKey(host.target().name()))
                .toList();
        List<PoolHostRecord> known = new ArrayList<>(records);
        late.stream()
                .filter(host -> key.known().stream()
                        .noneMatch(before -> before.host().equals(host.target().name())))
                .forEach(host -> known.add(unanswered(host)));
        writeRecords(shell, key, known);
        return new Answers(
                records, late.stream().map(host -> host.target().name()).toList());
    }

    /** The head knows late hosts too: this machine may be gone before they answer. */
    private PoolHostRecord unanswered(PoolHost host) {
        String reason =
                host.host().connectFailure().orElse("it did not answer 'cluster up' within " + SOON.toSeconds() + " s");
        return host.unprobed()
                .withState(
                        PoolHostRecord.State.FAILED,
                        reason + "; to give the head access, run 'cluster up'",
                        time.wallClock());
    }

    /**
     * @param records of the hosts that answered, in the order of the config
     * @param late names of the hosts that have not answered yet
     */
    record Answers(List<PoolHostRecord> records, List<String> late) {}

    /**
     * Probes the late hosts until the connect deadline, and writes their records to the head as well: every few seconds, so that the head need not wait for the
     * last of thousands, or for one that is silent.
     */
    private List<PoolHostRecord> probeLate(NodeShell shell, Answers answered) throws InterruptedException {
        ClusterKey key = ClusterKey.ensure(shell, givenKey);
        Set<String> late = Set.copyOf(answered.late());
        Map<String, PoolHostRecord> answers = new ConcurrentHashMap<>();
        List<PoolHost> targets = hosts.workers().stream()
                .filter(host -> late.contains(host.target().name()))
                .toList();
        Callable<Boolean> probe = () -> {
            probeAll(targets, key, answers);
            return true;
        };
        Callable<Boolean> report = () -> {
            while (true) {
                time.sleep(REPORT_INTERVAL);
                writeLate(shell, ofHosts(late, with(answers, answered.records()), key));
            }
        };
        FanOut.race(List.of(probe, report));
        List<PoolHostRecord> records = ofHosts(late, with(answers, answered.records()), key);
        writeLate(shell, records);
        return records;
    }

    private List<PoolHostRecord> ofHosts(Set<String> names, Map<String, PoolHostRecord> all, ClusterKey key) {
        return withSecondNames(inOrder(all), key).stream()
                .filter(record -> names.contains(record.host()))
                .toList();
    }

    private List<PoolHostRecord> withSecondNames(List<PoolHostRecord> records, ClusterKey key) {
        return new SameMachines(hosts.headName(), key.machine(), time.wallClock()).withSecondNames(records);
    }

    private static Map<String, PoolHostRecord> with(Map<String, PoolHostRecord> answers, List<PoolHostRecord> earlier) {
        Map<String, PoolHostRecord> all = new HashMap<>(answers);
        earlier.forEach(record -> all.put(record.host(), record));
        return all;
    }

    private void probeAll(List<PoolHost> targets, ClusterKey key, Map<String, PoolHostRecord> answers)
            throws InterruptedException {
        List<String> head = key.sourceAddresses(hosts.headAddress());
        JumpHostAccess jumps = new JumpHostAccess(hosts, new JumpHostJoin(clusterId, key.publicKey()), head);
        Map<String, PoolHostRecord> before = new HashMap<>();
        key.known().forEach(record -> before.putIfAbsent(record.host(), record));
        List<Callable<PoolHostRecord>> tasks = new ArrayList<>();
        for (PoolHost host : targets) {
            probed.put(host.target().name(), host.host());
            Optional<PoolHostRecord> known = Optional.ofNullable(
                            before.get(host.target().name()))
                    .filter(record -> isStillAuthorised(record, key, host));
            tasks.add(() -> {
                try (host) {
                    PoolHostRecord record = known.isPresent() ? known.get() : authorise(host, key, jumps);
                    answers.put(record.host(), record);
                    return record;
                }
            });
        }
        new FanOut(PARALLEL_HOSTS).all(tasks);
    }

    private List<PoolHostRecord> inOrder(Map<String, PoolHostRecord> answers) {
        return hosts.workers().stream()
                .flatMap(host -> Optional.ofNullable(answers.get(host.target().name())).stream())
                .toList();
    }

    private boolean isStillAuthorised(PoolHostRecord before, ClusterKey key, PoolHost host) {
        boolean isMarked =
                key.publicKey().isEmpty() || HOME.matcher(before.home()).matches();
        return before.isAuthorised()
                && before.hasSameRouteAs(host.unprobed())
                && !isTakenOver(host)
                && !hosts.hasNewKey(host.target())
                && isMarked;
    }

    private boolean isTakenOver(PoolHost host) {
        return takeOver.contains(host.target().name());
    }

    /**
     * Authorises the head on the jump hosts first, because the host's line contains the address that it sees. A key that the user named is authorised
     * already.
     */
    private PoolHostRecord authorise(PoolHost host, ClusterKey key, JumpHostAccess jumps) throws InterruptedException {
        PoolHostRecord before = host.unprobed();
        Optional<RouteProblem> unreachable = LoopbackAddresses.problem(
                host, hosts.headAddress(), key.machine().equals(SameMachines.thisMachine()));
        if (unreachable.isPresent()) {
            String reason = unreachable.get().about(before.host());
            return before.withState(PoolHostRecord.State.FAILED, reason, time.wallClock());
        }
        try {
            List<String> from = key.publicKey().isEmpty() ? List.of() : jumps.authorise(host.jumps());
            PoolJoin join = new PoolJoin(clusterId, hosts.stateDir(), key.publicKey(), String.join(",", from));
            return join.join(before, host.host(), isTakenOver(host), time.wallClock());
        } catch (RemoteFailure failure) {
            String reason = before.host() + ": cannot authorise the head's key on the jump hosts of head_proxy_jump: "
                    + failure.text()
                    + "; if only the head reaches them, set auth.head_ssh_private_key to a key that they accept";
            return before.withState(PoolHostRecord.State.FAILED, reason, time.wallClock());
        }
    }

    /** The head tries again what did not answer here, and must not accept any key of a host that the operator knows. */
    private List<String> keysOfUnusable(List<PoolHostRecord> records) {
        Set<String> unusable = records.stream()
                .filter(record -> !record.isAuthorised())
                .map(PoolHostRecord::host)
                .collect(Collectors.toSet());
        return HostKeyPins.knownLines(hosts.workers().stream()
                .map(PoolHost::target)
                .filter(target -> unusable.contains(target.name()))
                .toList());
    }

    /** Writes the records to the head. Hosts that left the config stay recorded, because a node may still have to be removed from them. */
    private void writeRecords(NodeShell shell, ClusterKey key, List<PoolHostRecord> records)
            throws InterruptedException {
        Set<String> probed = records.stream().map(PoolHostRecord::host).collect(Collectors.toSet());
        List<PoolHostRecord> all = new ArrayList<>(records);
        key.known().stream()
                .filter(before -> before.state() != PoolHostRecord.State.LEFT)
                .filter(before -> !probed.contains(before.host()))
                .forEach(all::add);
        if (!all.equals(key.known())) {
            ShellScript script = ShellScript.call(LibraryPart.HEAD, "write_pool", shell.folder());
            shell.runWithInput(script, input("hosts", all));
        }
    }

    /** Replaces only the records of these hosts: the lock of {@code up} is free by now, and another one may have written the others. */
    private void writeLate(NodeShell shell, List<PoolHostRecord> records) throws InterruptedException {
        if (!records.isEmpty()) {
            ShellScript script = ShellScript.call(LibraryPart.HEAD, "write_pool", shell.folder());
            shell.runWithInput(script, input("late", records));
        }
    }

    private String input(String part, List<PoolHostRecord> records) {
        HostKeyPins.Lines keys = hosts.hostKeys();
        List<String> lines = new ArrayList<>(List.of("confirmed"));
        lines.addAll(keys.confirmed());
        lines.add("known");
        lines.addAll(keys.others());
        lines.addAll(keysOfUnusable(records));
        lines.add(part);
        records.forEach(record -> lines.add(record.toLine()));
        lines.add("end");
        return String.join("\n", lines) + "\n";
    }
}
