package dev.muster.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The engines that this program has: {@code native}, and those that a line in {@code META-INF/services/dev.muster.engine.Engine} registers. */
public final class Engines {
    private static final List<Engine> ALL = load();

    private Engines() {}

    /** Returns all engines, by name. */
    public static List<Engine> all() {
        return ALL;
    }

    public static Optional<Engine> find(String name) {
        return ALL.stream().filter(engine -> engine.name().equals(name)).findFirst();
    }

    /** @throws IllegalArgumentException if there is no such engine */
    public static Engine get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no engine '" + name + "'"));
    }

    private static List<Engine> load() {
        List<Engine> found = new ArrayList<>(List.of(new NativeEngine()));
        ServiceLoader.load(Engine.class, Engines.class.getClassLoader()).forEach(found::add);
        found.sort(Comparator.comparing(Engine::name));
        return List.copyOf(found);
    }
}
