package dev.muster.client.check;

import dev.muster.client.check.HostProbe.Missed;
import dev.muster.client.check.HostProbe.Seen;
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

/** Looks at all hosts side by side: one connection and one script each. A second, short one where the head is up on another port than the file's. */
public final class Checkup {
    private static final int SIDE_BY_SIDE = 64;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final CheckContext question;
    private final Time time;

    public Checkup(CheckContext question, Time time) {
        this.question = question;
        this.time = time;
    }

    /** @param subjects the head's host first; closed at the end */
    public CheckInput look(List<HostToCheck> subjects) throws InterruptedException {
        try {
            List<Callable<HostProbe>> lanes = new ArrayList<>();
            subjects.forEach(subject -> lanes.add(() -> look(subject, targets(subject.member(), subjects))));
            CheckInput first = new CheckInput(question, settled(subjects, lanes));
            return first.headPort() == question.headPort() ? first : again(subjects, first);
        } finally {
            subjects.forEach(HostToCheck::close);
        }
    }

    /** Workers dial the head, the head logs in to workers. */
    private List<String> targets(CheckedHost member, List<HostToCheck> subjects) {
        return member.isHead()
                ? subjects.stream()
                        .map(HostToCheck::member)
                        .filter(other -> !other.isHead())
                        .map(other -> other.dialledByHead().target())
                        .distinct()
                        .toList()
                : List.of(question.headTarget(question.headPort()));
    }

    private List<HostProbe> settled(List<HostToCheck> subjects, List<Callable<HostProbe>> lanes)
            throws InterruptedException {
        List<TaskResult<HostProbe>> outcomes = new FanOut(SIDE_BY_SIDE).settle(lanes);
        List<HostProbe> looks = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            CheckedHost member = subjects.get(i).member();
            looks.add(
                    switch (outcomes.get(i)) {
                        case TaskResult.Ok<HostProbe>(HostProbe look) -> look;
                        case TaskResult.Failed<HostProbe>(ClusterException failure) ->
                            new Missed(member, failure.text(), failure.hint());
                        case TaskResult.Failed<HostProbe>(Exception failure) ->
                            new Missed(member, failure.toString(), "");
                    });
        }
        return looks;
    }

    private HostProbe look(HostToCheck subject, List<String> targets) throws InterruptedException {
        FirstOutputTimer first = new FirstOutputTimer(time);
        String script = CheckScript.of(question, subject.member(), targets);
        RunResult result = subject.host()
                .run(RemoteCommand.of(script).withDeadline(DEADLINE).withOutput(first));
        return seen(subject, result, first.at());
    }

    private static HostProbe seen(HostToCheck subject, RunResult result, Optional<Instant> arrival) {
        Optional<CheckFacts> facts = CheckFacts.parse(result.out());
        if (facts.isEmpty()) {
            return new Missed(
                    subject.member(),
                    "the shell did not answer as a POSIX shell does",
                    "does a login there print or exit?");
        }
        if (!facts.get().isWhole()) {
            return new Missed(
                    subject.member(),
                    "the look broke off with exit code " + result.exitCode(),
                    "run it again; a file system that hangs, or no more processes allowed (ulimit -u)?");
        }
        Optional<Duration> clock = arrival.flatMap(at -> clock(facts.get().value("clock"), at));
        return new Seen(subject.member(), facts.get(), clock, subject.newKey().get());
    }

    /** @param told seconds since 1970 with a fraction; busybox has none */
    static Optional<Duration> clock(String told, Instant arrival) {
        int digits = 0;
        while (digits < told.length() && "0123456789.".indexOf(told.charAt(digits)) >= 0) {
            digits++;
        }
        String seconds = told.substring(0, digits);
        String number = seconds.endsWith(".") ? seconds.substring(0, digits - 1) : seconds;
        if (!number.matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
            return Optional.empty();
        }
        long millis = new BigDecimal(number).movePointRight(3).longValue();
        return Optional.of(Duration.ofMillis(millis - arrival.toEpochMilli()));
    }

    private CheckInput again(List<HostToCheck> subjects, CheckInput first) throws InterruptedException {
        String target = question.headTarget(first.headPort());
        List<Callable<HostProbe>> lanes = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            HostToCheck subject = subjects.get(i);
            HostProbe look = first.looks().get(i);
            lanes.add(
                    () -> look instanceof Seen seen && !seen.member().isHead() ? reached(subject, seen, target) : look);
        }
        return new CheckInput(question, settled(subjects, lanes));
    }

    private static HostProbe reached(HostToCheck subject, Seen before, String target) throws InterruptedException {
        RunResult result = subject.host().run(RemoteCommand.of(CheckScript.reach(List.of(target))));
        CheckFacts facts = before.facts();
        Map<String, CheckFacts.Reached> reached = new TreeMap<>(facts.reached());
        CheckFacts.parse(result.out()).ifPresent(more -> reached.putAll(more.reached()));
        CheckFacts all = new CheckFacts(
                facts.values(), facts.packages(), facts.folders(), facts.processes(), reached, facts.isWhole());
        return new Seen(before.member(), all, before.clock(), before.newKey());
    }
}
