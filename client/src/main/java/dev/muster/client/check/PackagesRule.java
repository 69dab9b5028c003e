package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reports packages of the environment whose version differs from most hosts. */
final class PackagesRule implements CheckRule {
    private static final String ABSENT = "missing";
    private static final int MAX_SHOWN = 5;

    @Override
    public String check() {
        return "packages";
    }

    @Override
    public String okMessage() {
        return "the same packages as on the other hosts";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        List<Answered> hosts = all.answered().stream()
                .filter(host -> !host.facts().packages().isEmpty())
                .toList();
        Set<String> names = new TreeSet<>();
        hosts.forEach(host -> names.addAll(host.facts().packages().keySet()));
        List<Odd> odds = hosts.stream().map(Odd::new).toList();
        for (String name : names) {
            Majority majority = Majority.of(hosts, host -> version(host, name));
            majority.odd()
                    .forEach((version, different) -> odds.stream()
                            .filter(odd -> different.contains(odd.host))
                            .forEach(odd -> odd.add(name, version, majority.value())));
        }
        return odds.stream().filter(odd -> !odd.differences.isEmpty()).flatMap(this::finding);
    }

    private static String version(Answered host, String name) {
        return host.facts().packages().getOrDefault(name, ABSENT);
    }

    private Stream<Finding> finding(Odd odd) {
        int count = odd.differences.size();
        String more = count > MAX_SHOWN ? ", and " + (count - MAX_SHOWN) + " more" : "";
        String text = count
                + (count == 1 ? " package differs: " : " packages differ: ")
                + String.join(", ", odd.differences.subList(0, Math.min(MAX_SHOWN, count)))
                + more;
        String python = odd.host.value("environment") + "/bin/python";
        String fix = odd.installs.isEmpty()
                ? "set environment.conda.file, so that all hosts have the same packages"
                : "run: " + python + " -m pip install "
                        + String.join(" ", odd.installs.subList(0, Math.min(MAX_SHOWN, odd.installs.size())))
                        + " (or set environment.conda.file)";
        return warning(odd.host, text, fix);
    }

    /** One host and its differences. */
    private static final class Odd {
        private final Answered host;
        private final List<String> differences = new ArrayList<>();
        private final List<String> installs = new ArrayList<>();

        Odd(Answered host) {
            this.host = host;
        }

        void add(String name, String version, String most) {
            if (most.equals(ABSENT)) {
                differences.add(name + " " + version + ", which the others do not have");
            } else {
                differences.add(name + " " + version + " instead of " + most);
                installs.add("'" + name + "==" + most + "'");
            }
        }
    }
}
