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

/** Lets the head into every host of its pool, side by side; hosts where it is let in already are not even connected to. */
final class PoolAdmission implements Admission {
    private static final int SIDE_BY_SIDE = 32;
    /** The head itself takes a few seconds to make: who answers meanwhile costs nobody any time. */
    private static final Duration SOON = Duration.ofSeconds(4);

    /** What tells homes apart today; an older version answered otherwise. */
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
        Joined joined = join(shell);
        return new Result(unusable(joined.reaches()), joined.late(), () -> unusable(joinLate(shell, joined)));
    }

    private static List<UnusableHost> unusable(List<PoolHostRecord> reaches) {
        return reaches.stream()
                .filter(reach -> !reach.isAuthorised())
                .map(reach -> new UnusableHost(
                        reach.host(),
                        reach.state() == PoolHostRecord.State.HELD
                                ? UnusableHost.Cause.HELD
                                : UnusableHost.Cause.UNREACHABLE,
                        reach.note()))
                .toList();
    }

    /** Tells the head of every host that answers soon; those that do not hold up nobody. */
    Joined join(NodeShell shell) throws InterruptedException {
        ClusterKey key = ClusterKey.ensure(shell, givenKey);
        Map<String, PoolHostRecord> answers = new ConcurrentHashMap<>();
        Callable<Boolean> all = () -> {
            ask(hosts.workers(), key, answers);
            return true;
        };
        var unused = FanOut.within(SOON, time::sleep, all);
        List<PoolHostRecord> reaches = inOrder(answers);
        tell(shell, key, reaches);
        List<String> late = hosts.workers().stream()
                .map(host -> host.target().name())
                .filter(name -> !answers.containsKey(name))
                .toList();
        return new Joined(reaches, late);
    }

    /**
     * @param reaches of the hosts that answered, in the file's order
     * @param late names of those that did not yet
     */
    record Joined(List<PoolHostRecord> reaches, List<String> late) {}

    /** Tries the late ones with all patience that there is, and tells the head of them too. */
    private List<PoolHostRecord> joinLate(NodeShell shell, Joined joined) throws InterruptedException {
        ClusterKey key = ClusterKey.ensure(shell, givenKey);
        Map<String, PoolHostRecord> answers = new ConcurrentHashMap<>();
        ask(
                hosts.workers().stream()
                        .filter(host -> joined.late().contains(host.target().name()))
                        .toList(),
                key,
                answers);
        List<PoolHostRecord> late = inOrder(answers);
        joined.reaches().forEach(reach -> answers.put(reach.host(), reach));
        tell(shell, key, inOrder(answers));
        return late;
    }

    private void ask(List<PoolHost> asked, ClusterKey key, Map<String, PoolHostRecord> answers)
            throws InterruptedException {
        List<String> head = key.from(hosts.headAddress());
        HeadJumps jumps = new HeadJumps(hosts, new JumpJoin(clusterId, key.publicKey()), head);
        List<Callable<PoolHostRecord>> lanes = new ArrayList<>();
        for (PoolHost host : asked) {
            lanes.add(() -> {
                try (host) {
                    Optional<PoolHostRecord> known = known(key, host);
                    PoolHostRecord reach = known.isPresent() ? known.get() : joined(host, key, jumps);
                    answers.put(reach.host(), reach);
                    return reach;
                }
            });
        }
        new FanOut(SIDE_BY_SIDE).all(lanes);
    }

    private List<PoolHostRecord> inOrder(Map<String, PoolHostRecord> answers) {
        return hosts.workers().stream()
                .flatMap(host -> Optional.ofNullable(answers.get(host.target().name())).stream())
                .toList();
    }

    private Optional<PoolHostRecord> known(ClusterKey key, PoolHost host) {
        PoolHostRecord now = host.unseen();
        return key.known().stream()
                .filter(before -> before.isAuthorised() && before.leadsWhere(now) && !isTakenOver(host))
                .filter(before ->
                        key.publicKey().isEmpty() || HOME.matcher(before.home()).matches())
                .findFirst();
    }

    private boolean isTakenOver(PoolHost host) {
        return takeOver.contains(host.target().name());
    }

    /** Jump hosts first: where the host is dialled from stands in its line. A key that the user named is there already. */
    private PoolHostRecord joined(PoolHost host, ClusterKey key, HeadJumps jumps) throws InterruptedException {
        PoolHostRecord before = host.unseen();
        try {
            List<String> from = key.publicKey().isEmpty() ? List.of() : jumps.through(host.jumps());
            PoolJoin join = new PoolJoin(clusterId, hosts.stateDir(), key.publicKey(), String.join(",", from));
            return join.join(before, host.host(), isTakenOver(host), time.wallClock());
        } catch (RemoteFailure failure) {
            String why =
                    before.host() + ": the head's key could not be let through its head_proxy_jump: " + failure.text()
                            + "; where only the head gets there, auth.head_ssh_private_key names a key that is taken there";
            return before.found(PoolHostRecord.State.FAILED, why, time.wallClock());
        }
    }

    /** Hosts that left the file stay known: a node may still have to be taken from them. */
    private void tell(NodeShell shell, ClusterKey key, List<PoolHostRecord> reaches) throws InterruptedException {
        List<PoolHostRecord> all = new ArrayList<>(reaches);
        key.known().stream()
                .filter(before -> before.state() != PoolHostRecord.State.LEFT)
                .filter(before -> reaches.stream().noneMatch(now -> now.host().equals(before.host())))
                .forEach(all::add);
        if (all.equals(key.known())) {
            return;
        }
        StringBuilder text = new StringBuilder();
        all.forEach(reach -> text.append(reach.line()).append('\n'));
        ShellScript script = ShellScript.call(LibraryPart.HEAD, "write_pool", shell.folder(), text.toString());
        shell.runWithInput(script, hosts.pins());
    }
}
