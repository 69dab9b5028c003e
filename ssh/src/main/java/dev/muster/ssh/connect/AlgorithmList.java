package dev.muster.ssh.connect;

import dev.muster.ssh.hostkey.HostPatterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.schmizz.sshj.common.Factory;

/**
 * The algorithms of one kind.
 *
 * @param preferred those that are offered by default, in order of preference
 * @param others those that are offered only if the ssh configuration lists them
 */
record AlgorithmList<T>(
        List<? extends Factory.Named<? extends T>> preferred, List<? extends Factory.Named<? extends T>> others) {
    /**
     * Returns what to offer. The order of preference stays, because ssh prints a whole list even if none is configured.
     *
     * @param keyword of ssh_config, for the message
     * @param configured a list in the form of ssh_config(5)
     * @throws IllegalArgumentException if none of the configured algorithms is supported
     */
    List<Factory.Named<T>> select(String keyword, Optional<String> configured) {
        List<Factory.Named<T>> selected = all().stream()
                .filter(one -> configured.map(list -> isIn(one, list)).orElseGet(() -> isPreferred(one)))
                .toList();
        if (selected.isEmpty()) {
            throw new IllegalArgumentException(
                    "the ssh configuration sets " + keyword + " to " + configured.orElse("") + "; supported are "
                            + all().stream().map(Factory.Named::getName).collect(Collectors.joining(",")));
        }
        return selected;
    }

    private List<Factory.Named<T>> all() {
        List<Factory.Named<T>> all = new ArrayList<>();
        Stream.concat(preferred.stream(), others.stream()).forEach(one -> all.add(typed(one)));
        return all;
    }

    /** A factory only returns values, so a factory of a subtype is one of the type. */
    @SuppressWarnings("unchecked")
    private static <T> Factory.Named<T> typed(Factory.Named<? extends T> factory) {
        return (Factory.Named<T>) factory;
    }

    private boolean isPreferred(Factory.Named<T> one) {
        return preferred.stream().anyMatch(other -> other.getName().equals(one.getName()));
    }

    private boolean isIn(Factory.Named<T> one, String list) {
        String names = list.replaceFirst("^[-+^]", "");
        boolean isListed =
                Stream.of(names.split(",")).anyMatch(name -> HostPatterns.matchesExactly(name, one.getName()));
        return switch (list.isEmpty() ? ' ' : list.charAt(0)) {
            case '-' -> isPreferred(one) && !isListed;
            case '+', '^' -> isPreferred(one) || isListed;
            default -> isListed;
        };
    }
}
