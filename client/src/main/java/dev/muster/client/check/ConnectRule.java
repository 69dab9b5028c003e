package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports hosts that could not be reached, with the same messages as {@code up}. */
final class ConnectRule implements CheckRule {
    private static final int SHOWN = 4;

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
        Map<String, List<HostProbe.Failed>> sameFailure =
                all.failed().stream().collect(Collectors.groupingBy(ConnectRule::kind));
        return all.failed().stream().map(host -> {
            List<HostProbe.Failed> same = sameFailure.getOrDefault(kind(host), List.of(host));
            String fix = same.size() == 1 ? host.hint() : generalHint(host);
            return new Finding(
                    Severity.PROBLEM, check(), List.of(host.member().name()), withoutName(host) + endpoints(same), fix);
        });
    }

    private static String kind(HostProbe.Failed host) {
        return withoutName(host) + generalHint(host);
    }

    /** Returns the hint without the host's address. */
    private static String generalHint(HostProbe.Failed host) {
        return host.hint().replace("@" + host.member().address(), "@HOST");
    }

    /** Removes the host's name, so that equal failures of several hosts can be merged. */
    private static String withoutName(HostProbe.Failed host) {
        return host.text().substring(label(host).end());
    }

    /** Returns where names lead to, because the ssh configuration of the user decides that. */
    private static String endpoints(List<HostProbe.Failed> hosts) {
        List<String> places = hosts.stream()
                .flatMap(host -> Stream.ofNullable(label(host).group("place")))
                .distinct()
                .toList();
        String shown = places.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return places.isEmpty() ? "" : " (" + shown + (places.size() > SHOWN ? ", ...)" : ")");
    }

    private static MatchResult label(HostProbe.Failed host) {
        String name = Pattern.quote(host.member().name());
        Matcher label = Pattern.compile("(?:" + name + "(?: \\((?<place>[^)]*)\\))?:? )?")
                .matcher(host.text());
        label.lookingAt();
        return label.toMatchResult();
    }
}
