package dev.muster.config;

import dev.muster.config.provider.LocalHosts;
import dev.muster.config.provider.ProcessNodes;
import dev.muster.core.Resources;
import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.CommandsConfig;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.FilesConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.config.ProviderConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Configs that a file could have given, the odd ones more often than in life. */
final class RandomConfigs {
    private static final String LETTERS =
            "abz AZ09:#'\"\\{}[],&*?|-<>=!%@`$~\n\t\r\u0085\u00a0é漢\ufeff\u2028\ud83d\ude00";
    private static final List<String> TRAPS = List.of(
            "no",
            "on",
            "Y",
            "null",
            "~",
            "010",
            "1:30",
            "2026-01-01",
            "1e3",
            ".5",
            "0x1f",
            "",
            " ",
            "- a",
            "a: b",
            "a #b",
            "{from_env: X}",
            "@hosts.txt",
            "=",
            "<<",
            "true",
            "!!str",
            "--- x",
            "%YAML",
            "a\nb\n");

    private final Random random;
    private final String engine;

    RandomConfigs(long seed) {
        this.random = new Random(seed);
        this.engine = List.of("auto", "native", "ray").get(random.nextInt(3));
    }

    ClusterConfig config() {
        List<String> names = typeNames();
        Optional<List<HostConfig>> hosts = random.nextBoolean() ? Optional.of(hosts(names)) : Optional.empty();
        int clusterMax = hosts.map(list -> random.nextInt(list.size() + 1)).orElseGet(() -> random.nextInt(2000));
        Map<String, NodeTypeConfig> types = types(names, hosts, clusterMax);
        CommandsConfig commands =
                new CommandsConfig(texts(), texts(), starts("--head"), starts("--address=x:1"), random.nextBoolean());
        EnvironmentConfig environment = environment();
        return new ClusterConfig(
                name(),
                provider(hosts, names.getFirst()),
                auth(),
                types,
                names.getFirst(),
                clusterMax,
                random.nextInt(5) * 0.7 + (random.nextBoolean() ? random.nextDouble() : 0),
                millis(),
                environment,
                files(),
                commands,
                engine());
    }

    private EngineConfig engine() {
        EngineConfig chosen = switch (engine) {
            case "auto" -> EngineConfig.NATIVE;
            case "ray" -> random.nextBoolean() ? EngineConfig.chosen("ray", "it is needed") : EngineConfig.named("ray");
            default -> EngineConfig.named(engine);
        };
        Map<String, String> settings =
                maybe(() -> "rocksdb").map(place -> Map.of("head_state", place)).orElse(Map.of());
        return chosen.with(settings, random.nextBoolean());
    }

    /** An engine checks its start commands, and a file with any is not native by itself. */
    private List<String> starts(String option) {
        return switch (engine) {
            case "auto" -> List.of();
            case "ray" -> rarely(() -> List.of("ray stop", "ulimit -c unlimited; ray start " + option), List.of());
            default -> texts();
        };
    }

    private List<String> typeNames() {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> i == 0 && random.nextBoolean()
                        ? "local.cluster.node"
                        : "t" + i + random.nextInt(10) + (random.nextBoolean() ? " ü:" : ""))
                .distinct()
                .toList();
    }

    private Map<String, NodeTypeConfig> types(List<String> names, Optional<List<HostConfig>> hosts, int clusterMax) {
        Map<String, NodeTypeConfig> types = new LinkedHashMap<>();
        int left = clusterMax;
        for (String name : names) {
            int count = hosts.map(list -> (int) list.stream()
                            .filter(host -> host.nodeType().equals(name))
                            .count())
                    .orElse(3000);
            int max = random.nextInt(count + 1);
            int min = random.nextInt(Math.min(left, max) + 1);
            left -= min;
            TreeMap<String, Long> amounts = amounts();
            types.put(
                    name,
                    new NodeTypeConfig(
                            name,
                            min,
                            max,
                            new Resources(amounts),
                            none(amounts),
                            labels(),
                            millis(),
                            millis().plusMillis(1),
                            random.nextInt(9) - 4,
                            texts(),
                            texts()));
        }
        return types;
    }

    private ProviderConfig provider(Optional<List<HostConfig>> hosts, String headType) {
        int port = 1 + random.nextInt(65_535);
        Optional<String> stateDir = maybe(this::nodePath);
        if (hosts.isEmpty()) {
            return new ProcessNodes(port, stateDir);
        }
        return new LocalHosts(host("head", headType), hosts.get(), port, stateDir);
    }

    private List<HostConfig> hosts(List<String> types) {
        return IntStream.range(0, random.nextInt(8))
                .mapToObj(i -> host(i + ".lab", types.get(random.nextInt(types.size()))))
                .toList();
    }

    private HostConfig host(String name, String type) {
        TreeMap<String, Long> amounts = rarely(this::amounts, new TreeMap<>());
        return new HostConfig(
                name,
                maybe(() -> "bob"),
                random.nextBoolean() ? OptionalInt.of(1 + random.nextInt(65_535)) : OptionalInt.empty(),
                maybe(this::localPath),
                maybe(() -> "no@gw:22"),
                maybe(() -> "gw"),
                type,
                new Resources(amounts),
                rarely(() -> none(amounts), Set.of()),
                rarely(this::labels, Map.of()));
    }

    private AuthConfig auth() {
        return new AuthConfig(
                maybe(() -> "no"),
                maybe(this::localPath),
                maybe(this::localPath),
                maybe(this::text),
                maybe(this::nodePath),
                random.nextBoolean() ? AuthConfig.HostKeys.STRICT : AuthConfig.HostKeys.ACCEPT_NEW);
    }

    private EnvironmentConfig environment() {
        Map<String, EnvironmentConfig.EnvValue> variables = new LinkedHashMap<>();
        texts().forEach(text -> variables.put(
                "V" + random.nextInt(9),
                random.nextBoolean()
                        ? new EnvironmentConfig.EnvValue.Literal(text)
                        : new EnvironmentConfig.EnvValue.FromEnv("NO")));
        boolean named = random.nextBoolean();
        Optional<EnvironmentConfig.Conda> conda = maybe(() -> new EnvironmentConfig.Conda(
                named ? Optional.of("no") : Optional.empty(),
                named ? Optional.empty() : Optional.of(nodePath()),
                maybe(this::localPath),
                maybe(this::nodePath)));
        Optional<EnvironmentConfig.Pip> pip = maybe(() -> random.nextBoolean()
                ? new EnvironmentConfig.Pip.Packages(packages())
                : new EnvironmentConfig.Pip.Requirements(localPath()));
        return new EnvironmentConfig(
                random.nextBoolean() ? List.of() : List.of("gcc/12.2", "on"),
                conda,
                conda.isPresent() ? Optional.empty() : maybe(() -> "3.11"),
                conda.isPresent() ? Optional.empty() : maybe(this::nodePath),
                pip,
                variables);
    }

    private List<String> packages() {
        return Stream.generate(() -> "package" + random.nextInt(9) + "==1." + random.nextInt(9))
                .limit(random.nextInt(4))
                .toList();
    }

    private FilesConfig files() {
        Map<String, String> mounts = new LinkedHashMap<>();
        IntStream.range(0, random.nextInt(3)).forEach(i -> mounts.put(nodePath(), localPath()));
        return new FilesConfig(
                mounts,
                Stream.generate(this::nodePath).limit(random.nextInt(2)).toList(),
                random.nextBoolean(),
                Stream.generate(() -> "x" + pathText()).limit(random.nextInt(3)).toList(),
                Stream.generate(() -> ".gitignore").limit(random.nextInt(2)).toList());
    }

    private TreeMap<String, Long> amounts() {
        TreeMap<String, Long> amounts = new TreeMap<>();
        for (String name : List.of("CPU", "memory", "on", "accelerator_type:A100")) {
            if (random.nextBoolean()) {
                long units =
                        Math.abs(random.nextLong()) % (random.nextBoolean() ? 100_000 : 9_000_000_000_000_000_000L);
                long whole = Math.min(units, 1_000_000_000_000_000L) / Resources.ONE * Resources.ONE + Resources.ONE;
                amounts.put(name, engine.equals("native") ? units + 1 : whole);
            }
        }
        return amounts;
    }

    private Set<String> none(Map<String, Long> amounts) {
        return random.nextBoolean() || amounts.containsKey("GPU") ? Set.of() : Set.of("GPU", "licence");
    }

    private Map<String, String> labels() {
        return random.nextBoolean() ? Map.of() : Map.of("no", "", "lab.example/rack", "010", "y", "1.50");
    }

    private Duration millis() {
        return Duration.ofMillis(random.nextInt(random.nextBoolean() ? 1_000_000 : 10_000));
    }

    private String name() {
        return List.of("lab", "no", "010", "1e3", "2026-01-01", "a.b_c-d").get(random.nextInt(6));
    }

    private String nodePath() {
        return (random.nextBoolean() ? "/" : "~/") + pathText();
    }

    private String localPath() {
        return "/local/" + pathText() + "x";
    }

    private String pathText() {
        return text().codePoints()
                .filter(letter -> !Character.isISOControl(letter) && letter != '/')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replace("..", "");
    }

    private List<String> texts() {
        return new ArrayList<>(
                Stream.generate(this::text).limit(random.nextInt(3)).toList());
    }

    private String text() {
        if (random.nextBoolean()) {
            return TRAPS.get(random.nextInt(TRAPS.size()));
        }
        int length = random.nextInt(50) == 0 ? 2000 : random.nextInt(12);
        StringBuilder text = new StringBuilder();
        random.ints(length, 0, LETTERS.length()).forEach(at -> text.append(LETTERS.charAt(at)));
        return text.toString();
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> T rarely(Supplier<T> value, T otherwise) {
        return random.nextInt(4) == 0 ? value.get() : otherwise;
    }
}
