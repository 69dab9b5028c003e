package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.HostProbe.Seen;
import java.util.List;
import java.util.stream.Stream;

/** Judges one thing on all hosts; a pure function. It finds nothing where all is well. */
interface CheckRule {
    /** What it looks at, in a word or two. */
    String check();

    /** The sentence for hosts on which it finds nothing. */
    String fine();

    /** Hosts that it can judge: those of them on which it finds nothing are fine. */
    default List<Seen> about(CheckInput all) {
        return all.seen();
    }

    Stream<Finding> judge(CheckInput all);

    /** A rule that needs no other host to judge one. */
    interface OfHost extends CheckRule {
        Stream<Finding> judge(Seen host, CheckInput all);

        @Override
        default Stream<Finding> judge(CheckInput all) {
            return all.seen().stream().flatMap(host -> judge(host, all));
        }
    }

    /** A rule that has nothing to say of the head's host. */
    interface OfWorkers extends CheckRule {
        @Override
        default List<Seen> about(CheckInput all) {
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
