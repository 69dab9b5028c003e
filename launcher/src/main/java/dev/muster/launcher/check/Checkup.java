package dev.muster.launcher.check;

import dev.muster.core.FanOut;
import dev.muster.core.Settled;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RunResult;
import dev.muster.core.port.Time;
import dev.muster.launcher.check.Look.Missed;
import dev.muster.launcher.check.Look.Seen;
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

    private final Question question;
    private final Time time;

    public Checkup(Question question, Time time) {
        this.question = question;
        this.time = time;
    }

    /** @param subjects the head's host first; closed at the end */
    public Inspection look(List<Subject> subjects) throws InterruptedException {
        try {
            List<Callable<Look>> lanes = new ArrayList<>();
            subjects.forEach(subject -> lanes.add(() -> look(subject, targets(subject.member(), subjects))));
            Inspection first = new Inspection(question, settled(subjects, lanes));
            return first.headPort() == question.headPort() ? first : again(subjects, first);
        } finally {
            subjects.forEach(Subject::close);
        }
    }

    /** Workers dial the head, the head logs in to workers. */
    private List<String> targets(Member member, List<Subject> subjects) {
        return member.isHead()
                ? subjects.stream()
                        .map(Subject::member)
                        .filter(other -> !other.isHead())
                        .map(other -> other.dialledByHead().target())
                        .distinct()
                        .toList()
                : List.of(question.headTarget(question.headPort()));
    }

    private List<Look> settled(List<Subject> subjects, List<Callable<Look>> lanes) throws InterruptedException {
        List<Settled<Look>> outcomes = new FanOut(SIDE_BY_SIDE).settle(lanes);
        List<Look> looks = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            Member member = subjects.get(i).member();
            looks.add(
                    switch (outcomes.get(i)) {
                        case Settled.Ok<Look>(Look look) -> look;
                        case Settled.Failed<Look>(ClusterException failure) ->
                            new Missed(member, failure.text(), failure.hint());
                        case Settled.Failed<Look>(Exception failure) -> new Missed(member, failure.toString(), "");
                    });
        }
        return looks;
    }

    private Look look(Subject subject, List<String> targets) throws InterruptedException {
        FirstByte first = new FirstByte(time);
        String script = CheckScript.of(question, subject.member(), targets);
        RunResult result = subject.host()
                .run(RemoteCommand.of(script).withDeadline(DEADLINE).withOutput(first));
        return seen(subject, result, first.at());
    }

    private static Look seen(Subject subject, RunResult result, Optional<Instant> arrival) {
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
        String number = told.replaceFirst("[^0-9.].*$", "").replaceFirst("\\.$", "");
        if (!number.matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
            return Optional.empty();
        }
        long millis = new BigDecimal(number).movePointRight(3).longValue();
        return Optional.of(Duration.ofMillis(millis - arrival.toEpochMilli()));
    }

    private Inspection again(List<Subject> subjects, Inspection first) throws InterruptedException {
        String target = question.headTarget(first.headPort());
        List<Callable<Look>> lanes = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            Subject subject = subjects.get(i);
            Look look = first.looks().get(i);
            lanes.add(
                    () -> look instanceof Seen seen && !seen.member().isHead() ? reached(subject, seen, target) : look);
        }
        return new Inspection(question, settled(subjects, lanes));
    }

    private static Look reached(Subject subject, Seen before, String target) throws InterruptedException {
        RunResult result = subject.host().run(RemoteCommand.of(CheckScript.reach(List.of(target))));
        CheckFacts facts = before.facts();
        Map<String, CheckFacts.Reached> reached = new TreeMap<>(facts.reached());
        CheckFacts.parse(result.out()).ifPresent(more -> reached.putAll(more.reached()));
        CheckFacts all = new CheckFacts(
                facts.values(), facts.packages(), facts.folders(), facts.processes(), reached, facts.isWhole());
        return new Seen(before.member(), all, before.clock(), before.newKey());
    }
}
