package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.HostProbe.Answered;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Compares each clock with the median of all hosts. A wrong clock makes certificates invalid and the order of log lines wrong. */
final class ClockRule implements CheckRule {
    private static final Duration CERTIFICATES_FAIL = Duration.ofHours(23);
    private static final Duration LOGS_MISLEAD = Duration.ofSeconds(5);
    private static final String FIX = "run: sudo timedatectl set-ntp true (or: sudo chronyc makestep)";

    @Override
    public String check() {
        return "clock";
    }

    @Override
    public String okMessage() {
        return "within 5 s of the median of all hosts";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        List<Answered> hosts =
                all.answered().stream().filter(host -> host.clock().isPresent()).toList();
        if (hosts.isEmpty()) {
            return Stream.empty();
        }
        Duration median = hosts.stream().map(ClockRule::clock).sorted().toList().get((hosts.size() - 1) / 2);
        return hosts.stream().flatMap(host -> judge(host, clock(host).minus(median)));
    }

    private static Duration clock(Answered host) {
        return host.clock().orElse(Duration.ZERO);
    }

    private Stream<Finding> judge(Answered host, Duration ahead) {
        Duration off = ahead.abs();
        if (off.compareTo(LOGS_MISLEAD) <= 0) {
            return Stream.empty();
        }
        String text =
                "is " + describe(off) + (ahead.isNegative() ? " behind" : " ahead of") + " the median of all hosts";
        return off.compareTo(CERTIFICATES_FAIL) > 0
                ? Stream.of(found(Severity.PROBLEM, List.of(host), text + ", so certificates will not be valid", FIX))
                : warning(host, text, FIX);
    }

    private static String describe(Duration off) {
        if (off.toMinutes() < 2) {
            return off.toSeconds() + " s";
        }
        return off.toHours() < 2
                ? off.toMinutes() + " min"
                : off.toHours() < 48 ? off.toHours() + " h" : off.toDays() + " days";
    }
}
