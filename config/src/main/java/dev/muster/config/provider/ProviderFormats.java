package dev.muster.config.provider;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The formats of the providers that this program has: the registry of providers. A provider is registered by one line in a file {@code
 * META-INF/services/dev.muster.config.provider.ProviderFormat} on the class path.
 */
public final class ProviderFormats {
    private static final List<ProviderFormat> ALL = load();

    private ProviderFormats() {}

    /** Returns all formats, by type. */
    public static List<ProviderFormat> all() {
        return ALL;
    }

    /** Finds the format by its type or one of its aliases. */
    public static Optional<ProviderFormat> find(String name) {
        return ALL.stream()
                .filter(format -> format.type().equals(name) || format.aliases().contains(name))
                .findFirst();
    }

    /** Returns each value of {@code provider.type} that is supported, sorted. */
    public static List<String> names() {
        return ALL.stream()
                .flatMap(format -> Stream.concat(Stream.of(format.type()), format.aliases().stream()))
                .sorted()
                .toList();
    }

    private static List<ProviderFormat> load() {
        List<ProviderFormat> found = new ArrayList<>();
        ServiceLoader.load(ProviderFormat.class, ProviderFormats.class.getClassLoader())
                .forEach(found::add);
        found.sort(Comparator.comparing(ProviderFormat::type));
        return List.copyOf(found);
    }
}
