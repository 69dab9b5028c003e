package dev.muster.launcher.check;

import dev.muster.launcher.usecase.Finding;
import dev.muster.launcher.usecase.Finding.Severity;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Dead, refused, silent, another key, another user: in the words that {@code up} has for it. */
final class ConnectRule implements Rule {
    @Override
    public String check() {
        return "connect";
    }

    @Override
    public String fine() {
        return "TCP, host key and authentication work";
    }

    @Override
    public Stream<Finding> judge(Inspection all) {
        return all.missed().stream()
                .map(host -> new Finding(
                        Severity.PROBLEM, check(), List.of(host.member().name()), withoutName(host), host.hint()));
    }

    /** Equal failures of many hosts are one line. */
    private static String withoutName(Look.Missed host) {
        String label = Pattern.quote(host.member().name()) + "( \\([^)]*\\))?:? ";
        return host.text().replaceFirst("^" + label, "");
    }
}
