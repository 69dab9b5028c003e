package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Dead, refused, silent, another key, another user: in the words that {@code up} has for it. */
final class ConnectRule implements CheckRule {
    @Override
    public String check() {
        return "connect";
    }

    @Override
    public String fine() {
        return "TCP, host key and authentication work";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        Map<String, Long> alike = all.missed().stream()
                .collect(Collectors.groupingBy(host -> withoutName(host) + general(host), Collectors.counting()));
        return all.missed().stream().map(host -> {
            boolean alone = alike.getOrDefault(withoutName(host) + general(host), 0L) == 1;
            String mend = alone ? host.hint() : general(host);
            return new Finding(Severity.PROBLEM, check(), List.of(host.member().name()), withoutName(host), mend);
        });
    }

    /** The hint for any of them. */
    private static String general(HostProbe.Missed host) {
        return host.hint().replace("@" + host.member().address(), "@HOST");
    }

    /** Equal failures of many hosts are one line. */
    private static String withoutName(HostProbe.Missed host) {
        String label = Pattern.quote(host.member().name()) + "( \\([^)]*\\))?:? ";
        return host.text().replaceFirst("^" + label, "");
    }
}
