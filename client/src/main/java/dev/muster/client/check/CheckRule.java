package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.HostProbe.Answered;
import java.util.List;
import java.util.stream.Stream;

/** One check of all hosts, as a pure function. It returns no finding for hosts that pass. */
interface CheckRule {
    /** Returns the name of the check, such as {@code "clock"}. */
    String check();

    /** Returns the message for hosts that pass. */
    String okMessage();

    /** Returns the hosts that the rule can judge. Those without a finding pass. */
    default List<Answered> applicableHosts(CheckInput all) {
        return all.answered();
    }

    /** Returns the findings for all hosts. */
    Stream<Finding> judge(CheckInput all);

    /** A rule that judges each host by itself. */
    interface OfHost extends CheckRule {
        /** Returns the findings for one host. */
        Stream<Finding> judge(Answered host, CheckInput all);

        @Override
        default Stream<Finding> judge(CheckInput all) {
            return all.answered().stream().flatMap(host -> judge(host, all));
        }
    }

    /** A rule that judges only workers. */
    interface OfWorkers extends CheckRule {
        @Override
        default List<Answered> applicableHosts(CheckInput all) {
            return all.workers();
        }
    }

    default Stream<Finding> problem(Answered host, String text, String fix) {
        return Stream.of(found(Severity.PROBLEM, List.of(host), text, fix));
    }

    default Stream<Finding> warning(Answered host, String text, String fix) {
        return Stream.of(found(Severity.WARNING, List.of(host), text, fix));
    }

    default Stream<Finding> note(Answered host, String text, String fix) {
        return Stream.of(found(Severity.NOTE, List.of(host), text, fix));
    }

    default Finding found(Severity severity, List<Answered> hosts, String text, String fix) {
        return new Finding(
                severity,
                check(),
                hosts.stream().map(host -> host.member().name()).toList(),
                text,
                fix);
    }
}
