package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.HostProbe.Seen;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Clocks against the median of all hosts: certificates have a first and a last second, logs are read side by side. */
final class ClockRule implements CheckRule {
    private static final Duration CERTIFICATES_FAIL = Duration.ofHours(23);
    private static final Duration LOGS_MISLEAD = Duration.ofSeconds(5);
    private static final String MEND = "sudo timedatectl set-ntp true (or: sudo chronyc makestep)";

    @Override
    public String check() {
        return "clock";
    }

    @Override
    public String fine() {
        return "within 5 s of the median of all hosts";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        List<Seen> told =
                all.seen().stream().filter(host -> host.clock().isPresent()).toList();
        if (told.isEmpty()) {
            return Stream.empty();
        }
        Duration median = told.stream().map(ClockRule::clock).sorted().toList().get((told.size() - 1) / 2);
        return told.stream().flatMap(host -> judge(host, clock(host).minus(median)));
    }

    private static Duration clock(Seen host) {
        return host.clock().orElse(Duration.ZERO);
    }

    private Stream<Finding> judge(Seen host, Duration ahead) {
        Duration off = ahead.abs();
        if (off.compareTo(LOGS_MISLEAD) <= 0) {
            return Stream.empty();
        }
        String text = "is " + words(off) + (ahead.isNegative() ? " behind" : " ahead of") + " the median of all hosts";
        return off.compareTo(CERTIFICATES_FAIL) > 0
                ? Stream.of(found(Severity.PROBLEM, List.of(host), text + ": certificates will not hold", MEND))
                : warning(host, text, MEND);
    }

    private static String words(Duration off) {
        if (off.toMinutes() < 2) {
            return off.toSeconds() + " s";
        }
        return off.toHours() < 2
                ? off.toMinutes() + " min"
                : off.toHours() < 48 ? off.toHours() + " h" : off.toDays() + " days";
    }
}
