package dev.muster.launcher.check;

import dev.muster.launcher.check.Look.Seen;
import dev.muster.launcher.usecase.Finding;
import dev.muster.launcher.usecase.Finding.Severity;
import java.util.List;
import java.util.stream.Stream;

/** Judges one thing on all hosts; a pure function. It finds nothing where all is well. */
interface Rule {
    /** What it looks at, in a word or two. */
    String check();

    /** The sentence for hosts on which it finds nothing. */
    String fine();

    /** Hosts that it can judge: those of them on which it finds nothing are fine. */
    default List<Seen> about(Inspection all) {
        return all.seen();
    }

    Stream<Finding> judge(Inspection all);

    /** A rule that needs no other host to judge one. */
    interface OfHost extends Rule {
        Stream<Finding> judge(Seen host, Inspection all);

        @Override
        default Stream<Finding> judge(Inspection all) {
            return all.seen().stream().flatMap(host -> judge(host, all));
        }
    }

    /** A rule that has nothing to say of the head's host. */
    interface OfWorkers extends Rule {
        @Override
        default List<Seen> about(Inspection all) {
            return all.workers();
        }
    }

    default Stream<Finding> problem(Seen host, String text, String mend) {
        return Stream.of(found(Severity.PROBLEM, List.of(host), text, mend));
    }

    default Stream<Finding> warning(Seen host, String text, String mend) {
        return Stream.of(found(Severity.WARNING, List.of(host), text, mend));
    }

    default Stream<Finding> note(Seen host, String text, String mend) {
        return Stream.of(found(Severity.NOTE, List.of(host), text, mend));
    }

    default Finding found(Severity severity, List<Seen> hosts, String text, String mend) {
        return new Finding(
                severity,
                check(),
                hosts.stream().map(host -> host.member().name()).toList(),
                text,
                mend);
    }
}
