package dev.muster.launcher.provider.local;

import dev.muster.core.ClusterId;
import dev.muster.core.FanOut;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.Time;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bootstrap.NodeShell;
import dev.muster.launcher.provider.Admission;
import dev.muster.launcher.provider.UnusableHost;
import dev.muster.launcher.provider.local.state.ClusterKey;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Authorises the head on every host of its pool, in parallel. Does not connect to hosts where the head is authorised already. */
final class PoolAdmission implements Admission {
    private static final int PARALLEL_HOSTS = 32;
    /** How long {@code up} waits for hosts here. The head's own set-up takes a few seconds, so this wait costs no time. */
    private static final Duration SOON = Duration.ofSeconds(4);

    /** The form of a home's mark. Older versions used another form. */
    private static final Pattern HOME = Pattern.compile("[0-9a-f]{16}");

    private final HostConnector hosts;
    private final ClusterId clusterId;
    private final Optional<String> givenKey;
    private final Set<String> takeOver;
    private final Time time;

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
        return new Result(unusable(answered.records()), answered.late(), () -> unusable(probeLate(shell, answered)));
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
        List<PoolHostRecord> records =
                new SameMachines(hosts.headName(), key.machine(), time.wallClock()).withSecondNames(inOrder(answers));
        writeRecords(shell, key, records);
        List<String> late = hosts.workers().stream()
                .map(host -> host.target().name())
                .filter(name -> !answers.containsKey(name))
                .toList();
        return new Answers(records, late);
    }

    /**
     * @param records of the hosts that answered, in the order of the config
     * @param late names of the hosts that have not answered yet
     */
    record Answers(List<PoolHostRecord> records, List<String> late) {}

    /** Probes the late hosts until the connect deadline, and writes their records to the head as well. */
    private List<PoolHostRecord> probeLate(NodeShell shell, Answers answered) throws InterruptedException {
        ClusterKey key = ClusterKey.ensure(shell, givenKey);
        Map<String, PoolHostRecord> answers = new ConcurrentHashMap<>();
        probeAll(
                hosts.workers().stream()
                        .filter(host -> answered.late().contains(host.target().name()))
                        .toList(),
                key,
                answers);
        Set<String> lateNames = Set.copyOf(answers.keySet());
        answered.records().forEach(record -> answers.put(record.host(), record));
        List<PoolHostRecord> all =
                new SameMachines(hosts.headName(), key.machine(), time.wallClock()).withSecondNames(inOrder(answers));
        writeRecords(shell, key, all);
        return all.stream().filter(record -> lateNames.contains(record.host())).toList();
    }

    private void probeAll(List<PoolHost> targets, ClusterKey key, Map<String, PoolHostRecord> answers)
            throws InterruptedException {
        List<String> head = key.sourceAddresses(hosts.headAddress());
        JumpHostAccess jumps = new JumpHostAccess(hosts, new JumpHostJoin(clusterId, key.publicKey()), head);
        List<Callable<PoolHostRecord>> tasks = new ArrayList<>();
        for (PoolHost host : targets) {
            tasks.add(() -> {
                try (host) {
                    Optional<PoolHostRecord> known = known(key, host);
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

    private Optional<PoolHostRecord> known(ClusterKey key, PoolHost host) {
        PoolHostRecord now = host.unprobed();
        return key.known().stream()
                .filter(before -> before.isAuthorised() && before.hasSameRouteAs(now) && !isTakenOver(host))
                .filter(_ -> !hosts.hasNewKey(host.target()))
                .filter(before ->
                        key.publicKey().isEmpty() || HOME.matcher(before.home()).matches())
                .findFirst();
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
        Optional<String> unreachable = LoopbackAddresses.problem(host, hosts.headAddress());
        if (unreachable.isPresent()) {
            return before.withState(PoolHostRecord.State.FAILED, unreachable.get(), time.wallClock());
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

    /** Writes the records to the head. Hosts that left the config stay recorded, because a node may still have to be removed from them. */
    private void writeRecords(NodeShell shell, ClusterKey key, List<PoolHostRecord> records)
            throws InterruptedException {
        List<PoolHostRecord> all = new ArrayList<>(records);
        key.known().stream()
                .filter(before -> before.state() != PoolHostRecord.State.LEFT)
                .filter(before -> records.stream().noneMatch(now -> now.host().equals(before.host())))
                .forEach(all::add);
        if (all.equals(key.known())) {
            return;
        }
        StringBuilder text = new StringBuilder();
        all.forEach(record -> text.append(record.toLine()).append('\n'));
        ShellScript script = ShellScript.call(LibraryPart.HEAD, "write_pool", shell.folder(), text.toString());
        shell.runWithInput(script, hosts.pins());
    }
}
