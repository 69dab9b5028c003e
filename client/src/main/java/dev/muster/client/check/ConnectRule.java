package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports hosts that could not be reached, with the same messages as {@code up}. */
final class ConnectRule implements CheckRule {
    @Override
    public String check() {
        return "connect";
    }

    @Override
    public String okMessage() {
        return "TCP, host key and authentication work";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        Map<String, Long> sameFailure = all.failed().stream()
                .collect(Collectors.groupingBy(host -> withoutName(host) + generalHint(host), Collectors.counting()));
        return all.failed().stream().map(host -> {
            boolean isOnlyOne = sameFailure.getOrDefault(withoutName(host) + generalHint(host), 0L) == 1;
            String fix = isOnlyOne ? host.hint() : generalHint(host);
            return new Finding(Severity.PROBLEM, check(), List.of(host.member().name()), withoutName(host), fix);
        });
    }

    /** Returns the hint without the host's address. */
    private static String generalHint(HostProbe.Failed host) {
        return host.hint().replace("@" + host.member().address(), "@HOST");
    }

    /** Removes the host's name, so that equal failures of several hosts can be merged. */
    private static String withoutName(HostProbe.Failed host) {
        String label = Pattern.quote(host.member().name()) + "( \\([^)]*\\))?:? ";
        return host.text().replaceFirst("^" + label, "");
    }
}
