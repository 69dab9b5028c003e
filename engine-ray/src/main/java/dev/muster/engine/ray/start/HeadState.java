package dev.muster.engine.ray.start;

import dev.muster.engine.EngineProblem;
import dev.muster.engine.EngineProblem.Place;
import dev.muster.engine.EngineSettings;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where Ray's head keeps its state. */
public sealed interface HeadState {
    String KEY = "head_state";

    /** In memory: a head that ends loses it. */
    record Memory() implements HeadState {}

    /** In a RocksDB on the head's disk: Ray 2.58 or newer. */
    record RocksDb() implements HeadState {}

    /** In a Redis server. @param address as {@code RAY_REDIS_ADDRESS} has it */
    record Redis(String address) implements HeadState {}

    /** Matches {@code host:port}, {@code redis://host:port} and {@code rediss://host:port}, without a login. */
    Pattern ADDRESS =
            Pattern.compile("(rediss?://)?([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]):([1-9][0-9]{0,4})");

    /** Returns the setting; empty if it is wrong. */
    static Optional<HeadState> of(EngineSettings settings) {
        String value = settings.get(KEY).orElse("memory");
        return switch (value) {
            case "memory" -> Optional.of(new Memory());
            case "rocksdb" -> Optional.of(new RocksDb());
            default -> redis(value);
        };
    }

    private static Optional<HeadState> redis(String value) {
        var address = ADDRESS.matcher(value);
        return address.matches() && Integer.parseInt(address.group(3)) <= 65_535
                ? Optional.of(new Redis(value))
                : Optional.empty();
    }

    /** Returns what is wrong with the setting. */
    static Optional<EngineProblem> check(EngineSettings settings) {
        if (of(settings).isPresent()) {
            return Optional.empty();
        }
        String value = settings.get(KEY).orElse("");
        String hint = value.contains("@")
                ? "write the address alone, and set RAY_REDIS_PASSWORD in environment.env_vars with from_env"
                : "write memory, rocksdb, or the address of a Redis server such as redis://10.0.0.5:6379";
        return Optional.of(new EngineProblem(
                new Place.Setting(KEY), true, "is not a place where Ray can keep its head's state", hint));
    }
}
