package dev.muster.client.check;

import dev.muster.client.check.HostProbe.Missed;
import dev.muster.client.check.HostProbe.Seen;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that the rules judge: what is wished, and what was seen of every host, in the file's order. */
public record CheckInput(CheckContext question, List<HostProbe> looks) {
    public CheckInput {
        looks = List.copyOf(looks);
    }

    List<Seen> seen() {
        return looks.stream()
                .filter(Seen.class::isInstance)
                .map(Seen.class::cast)
                .toList();
    }

    List<Missed> missed() {
        return looks.stream()
                .filter(Missed.class::isInstance)
                .map(Missed.class::cast)
                .toList();
    }

    Optional<Seen> head() {
        return seen().stream().filter(host -> host.member().isHead()).findFirst();
    }

    List<Seen> workers() {
        return seen().stream().filter(host -> !host.member().isHead()).toList();
    }

    /** Ids of the cluster that is checked, where it is up: never a finding. */
    Set<String> ours() {
        Set<String> ours = new HashSet<>();
        question.knownId().ifPresent(ours::add);
        String cluster = question.config().name();
        head().ifPresent(head -> head.facts().folders().forEach((id, name) -> {
            if (name.equals(cluster)) {
                ours.add(id);
            }
        }));
        return ours;
    }

    /** Where the head of the cluster listens now; empty where it does not. */
    Optional<Integer> runningPort() {
        return head().flatMap(host -> {
            String port = host.value("head_port");
            return port.matches("[0-9]{1,5}") && listens(host, Integer.parseInt(port))
                    ? Optional.of(Integer.parseInt(port))
                    : Optional.empty();
        });
    }

    /** The port that workers have to reach. */
    int headPort() {
        return runningPort().orElse(question.headPort());
    }

    static boolean listens(Seen host, int port) {
        return host.facts().lists("listening", "%04X".formatted(port));
    }
}
