package dev.muster.client.check;

import dev.muster.client.check.HostProbe.Answered;
import dev.muster.client.check.HostProbe.Failed;
import dev.muster.core.FanOut;
import dev.muster.core.TaskResult;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import dev.muster.core.port.Time;
import dev.muster.launcher.provider.CheckedHost;
import dev.muster.launcher.provider.HostToCheck;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * Probes all hosts in parallel, with one connection and one script each. If the head already runs on another port than the one in the config, a second,
 * short script tries that port.
 */
public final class Checkup {
    private static final int MAX_PARALLEL = 64;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final CheckContext context;
    private final Time time;

    /** Creates a checkup for one cluster. */
    public Checkup(CheckContext context, Time time) {
        this.context = context;
        this.time = time;
    }

    /**
     * Probes the hosts. A host that cannot be probed is in the result as {@link Failed}.
     *
     * @param hosts the hosts, the head's host first; they are closed at the end
     */
    public CheckInput probe(List<HostToCheck> hosts) throws InterruptedException {
        try {
            List<Callable<HostProbe>> tasks = new ArrayList<>();
            hosts.forEach(host -> tasks.add(() -> probe(host, targets(host.member(), hosts))));
            CheckInput first = new CheckInput(context, probeAll(hosts, tasks));
            return first.headPort() == context.headPort() ? first : probePort(hosts, first);
        } finally {
            hosts.forEach(HostToCheck::close);
        }
    }

    /** Workers connect to the head's port, the head connects to the workers' SSH port. */
    private List<String> targets(CheckedHost member, List<HostToCheck> hosts) {
        return member.isHead()
                ? hosts.stream()
                        .map(HostToCheck::member)
                        .filter(other -> !other.isHead())
                        .map(other -> other.dialledByHead().target())
                        .distinct()
                        .toList()
                : List.of(context.headTarget(context.headPort()));
    }

    private List<HostProbe> probeAll(List<HostToCheck> hosts, List<Callable<HostProbe>> tasks)
            throws InterruptedException {
        List<TaskResult<HostProbe>> outcomes = new FanOut(MAX_PARALLEL).settle(tasks);
        List<HostProbe> probes = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            CheckedHost member = hosts.get(i).member();
            probes.add(
                    switch (outcomes.get(i)) {
                        case TaskResult.Ok<HostProbe>(HostProbe probe) -> probe;
                        case TaskResult.Failed<HostProbe>(ClusterException failure) ->
                            new Failed(member, failure.text(), failure.hint());
                        case TaskResult.Failed<HostProbe>(Exception failure) ->
                            new Failed(member, failure.toString(), "");
                    });
        }
        return probes;
    }

    private HostProbe probe(HostToCheck host, List<String> targets) throws InterruptedException {
        FirstOutputTimer first = new FirstOutputTimer(time);
        RemoteCommand command = CheckScript.of(context, host.member(), targets);
        RunResult result = host.host().run(command.withDeadline(DEADLINE).withOutput(first));
        return result(host, result, first.at());
    }

    private static HostProbe result(HostToCheck host, RunResult result, Optional<Instant> arrival) {
        Optional<CheckFacts> facts = CheckFacts.parse(result.out());
        if (facts.isEmpty()) {
            return new Failed(
                    host.member(),
                    "the login shell does not behave like a POSIX shell",
                    "log in there with ssh: the shell's start files must not exit");
        }
        if (!facts.get().isComplete()) {
            return new Failed(
                    host.member(),
                    "the check script stopped with exit code " + result.exitCode(),
                    "look for a file system that hangs (df) or a limit of processes (ulimit -u) there, then check again");
        }
        Optional<Duration> clock = arrival.flatMap(at -> clock(facts.get().value("clock"), at));
        return new Answered(host.member(), facts.get(), clock, host.newKey().get());
    }

    /**
     * Returns how far a host's clock is ahead of this machine's, or empty if the output is not a time.
     *
     * @param reported seconds since 1970, with a fraction except on busybox
     * @param arrival when the output arrived here
     */
    static Optional<Duration> clock(String reported, Instant arrival) {
        int digits = 0;
        while (digits < reported.length() && "0123456789.".indexOf(reported.charAt(digits)) >= 0) {
            digits++;
        }
        String seconds = reported.substring(0, digits);
        String number = seconds.endsWith(".") ? seconds.substring(0, digits - 1) : seconds;
        if (!number.matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
            return Optional.empty();
        }
        long millis = new BigDecimal(number).movePointRight(3).longValue();
        return Optional.of(Duration.ofMillis(millis - arrival.toEpochMilli()));
    }

    private CheckInput probePort(List<HostToCheck> hosts, CheckInput first) throws InterruptedException {
        String target = context.headTarget(first.headPort());
        List<Callable<HostProbe>> tasks = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            HostToCheck host = hosts.get(i);
            HostProbe probe = first.probes().get(i);
            tasks.add(() ->
                    probe instanceof Answered answered && !answered.member().isHead()
                            ? withPort(host, answered, target)
                            : probe);
        }
        return new CheckInput(context, probeAll(hosts, tasks));
    }

    private static HostProbe withPort(HostToCheck host, Answered before, String target) throws InterruptedException {
        RunResult result = host.host().run(RemoteCommand.of(CheckScript.reach(List.of(target))));
        CheckFacts facts = before.facts();
        Map<String, CheckFacts.Reachability> reached = new TreeMap<>(facts.reached());
        CheckFacts.parse(result.out()).ifPresent(more -> reached.putAll(more.reached()));
        CheckFacts all = new CheckFacts(
                facts.values(), facts.packages(), facts.folders(), facts.processes(), reached, facts.isComplete());
        return new Answered(before.member(), all, before.clock(), before.newKey());
    }
}
