package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Packages of the environment that differ from what most hosts have. */
final class PackagesRule implements CheckRule {
    private static final String ABSENT = "missing";
    private static final int SHOWN = 5;

    @Override
    public String check() {
        return "packages";
    }

    @Override
    public String fine() {
        return "the environment's packages are those of the others";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        List<Seen> hosts = all.seen().stream()
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
        return odds.stream().filter(odd -> !odd.words.isEmpty()).flatMap(this::finding);
    }

    private static String version(Seen host, String name) {
        return host.facts().packages().getOrDefault(name, ABSENT);
    }

    private Stream<Finding> finding(Odd odd) {
        int count = odd.words.size();
        String more = count > SHOWN ? ", and " + (count - SHOWN) + " more" : "";
        String text = count
                + (count == 1 ? " package differs: " : " packages differ: ")
                + String.join(", ", odd.words.subList(0, Math.min(SHOWN, count)))
                + more;
        String python = odd.host.value("environment") + "/bin/python";
        String mend = odd.installs.isEmpty()
                ? "make the environment again from one file: environment.conda.file"
                : python + " -m pip install "
                        + String.join(" ", odd.installs.subList(0, Math.min(SHOWN, odd.installs.size())))
                        + " (or make the environment again from one file)";
        return warning(odd.host, text, mend);
    }

    private static final class Odd {
        private final Seen host;
        private final List<String> words = new ArrayList<>();
        private final List<String> installs = new ArrayList<>();

        Odd(Seen host) {
            this.host = host;
        }

        void add(String name, String version, String most) {
            if (most.equals(ABSENT)) {
                words.add(name + " " + version + ", which the others do not have");
            } else {
                words.add(name + " " + version + " instead of " + most);
                installs.add("'" + name + "==" + most + "'");
            }
        }
    }
}
