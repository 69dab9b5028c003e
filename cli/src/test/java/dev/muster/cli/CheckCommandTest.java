package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.text.HostRanges;
import dev.muster.cli.text.Width;
import dev.muster.client.CheckReport;
import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckCommandTest extends CommandTest {
    private static final List<String> ALL = List.of("vm1", "vm2", "vm3", "vm4");

    private void report(Finding... findings) {
        clusters().checkReport = new CheckReport(
                "lab", ALL.stream().map(name -> line(name)).toList(), List.of(findings), Duration.ofMillis(1200));
    }

    private static CheckReport.HostLine line(String name) {
        return new CheckReport.HostLine(name, "worker", name.equals("vm1"), "", Optional.empty(), List.of());
    }

    private static Finding problem(String... hosts) {
        return new Finding(Severity.PROBLEM, "disk", List.of(hosts), "is full", "free some");
    }

    @Test
    void printsTheWorstFindingFirstWithItsFix() {
        report(
                problem("vm2", "vm3"),
                new Finding(Severity.NOTE, "cgroups", ALL, "no cgroup version 2", ""),
                new Finding(Severity.OK, "disk", List.of("vm1", "vm4"), "enough", ""),
                new Finding(Severity.OK, "clock", ALL, "in time", ""));

        assertThat(run("check").out()).isEqualTo("""
                lab: the cluster would come up, but without some hosts (4 hosts checked in 1.2 s): 1 problem, 1 note
                  problem  disk     vm[2-3]      is full
                                                 -> free some
                  note     cgroups  all 4 hosts  no cgroup version 2
                  ok       clock
                """);
        assertThat(run("check", "-v").out())
                .contains("ok       clock    all 4 hosts  in time")
                .contains("vm[1,4]");
    }

    @Test
    void warningsDoNotChangeTheExitCode() {
        report(new Finding(Severity.WARNING, "clock", List.of("vm1"), "is late", "set it"));

        assertThat(run("check").code()).isZero();
    }

    @Test
    void exitsWith5IfSomeWorkerAnd4IfTheHeadOrEveryWorkerHasAProblem() {
        report(problem("vm2"));
        assertThat(run("check").code()).isEqualTo(5);
        report(problem("vm1"));
        assertThat(run("check").code()).isEqualTo(4);
        report(problem("vm2", "vm3"), problem("vm4"));
        assertThat(run("check").code()).isEqualTo(4);
        assertThat(run("check", "--output", "json").code()).isEqualTo(4);
    }

    @Test
    void wrapsSentencesButKeepsCommandsOnOneLine() {
        command.environment.put("COLUMNS", "60");
        String text = "a long sentence that says what was found on these hosts and why it matters to anybody";
        report(new Finding(Severity.WARNING, "way to the head", ALL, text, text + " twice"));

        List<String> lines = run("check").out().lines().skip(1).toList();
        assertThat(lines).last().asString().endsWith("-> " + text + " twice");
        assertThat(lines.subList(0, lines.size() - 1))
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(60));
    }

    @Test
    void replacesControlCharactersOfHosts() {
        report(new Finding(Severity.WARNING, "lease", List.of("vm1"), "held by \033[2Jeve", ""));

        assertThat(run("check").out()).doesNotContain("\033");
    }

    @Test
    void writesHostsAsRanges() {
        assertThat(HostRanges.of(List.of("vm2", "vm3", "vm4", "vm7"))).isEqualTo("vm[2-4,7]");
        assertThat(HostRanges.of(List.of("10.0.0.9", "10.0.0.10", "10.0.1.1"))).isEqualTo("10.0.0.[9-10], 10.0.1.1");
        assertThat(HostRanges.of(List.of("n08", "n09", "n10"))).isEqualTo("n[08-10]");
        assertThat(HostRanges.of(List.of("login", "vm1"))).isEqualTo("login, vm1");
        assertThat(HostRanges.of(List.of("vm1.lab2.org", "vm2.lab2.org"))).isEqualTo("vm[1-2].lab2.org");
        assertThat(HostRanges.of(List.of("fe80::1", "gpu-a"))).isEqualTo("fe80::1, gpu-a");
        assertThat(HostRanges.of(List.of("vm99999999999"))).isEqualTo("vm99999999999");
    }
}
