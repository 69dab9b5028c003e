package dev.muster.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.config.schema.Key;
import dev.muster.config.schema.KeyPaths;
import dev.muster.config.schema.ProviderKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No key is ignored silently: it is supported, or {@code up} refuses it, or a warning says that it has no effect. */
public class UnsupportedKeysTest {
    /** Keys that {@code up} supports, including those below them. */
    private static final Set<String> SUPPORTED = Set.of(
            "cluster_name",
            "hosts",
            "max_workers",
            "min_workers",
            "upscaling_speed",
            "idle_timeout_minutes",
            "setup_timeout_minutes",
            "provider.type",
            "provider.head_ip",
            "provider.worker_ips",
            "provider.head_port",
            "provider.state_dir",
            "auth",
            "available_node_types.*.resources",
            "available_node_types.*.labels",
            "available_node_types.*.min_workers",
            "available_node_types.*.max_workers",
            "available_node_types.*.idle_timeout_s",
            "available_node_types.*.setup_timeout_minutes",
            "available_node_types.*.priority",
            "available_node_types.*.initialization_commands",
            "available_node_types.*.worker_setup_commands",
            "head_node_type",
            "environment",
            "runtime_env",
            "initialization_commands",
            "setup_commands",
            "head_setup_commands",
            "worker_setup_commands",
            "file_mounts",
            "cluster_synced_files",
            "rsync_exclude",
            "rsync_filter",
            "head_start_ray_commands",
            "worker_start_ray_commands",
            "engine",
            "engine_reason",
            "head_state",
            "enforce",
            "login_shells",
            "metadata");

    @Test
    void listsEveryKeyExactlyOnce() {
        Map<String, Integer> lists = KeyPaths.ALL.keySet().stream()
                .filter(path -> KeyPaths.ALL.keySet().stream().noneMatch(other -> isBelow(other, path)))
                .collect(Collectors.toMap(path -> path, UnsupportedKeysTest::count));

        assertThat(lists).allSatisfy((path, count) -> assertThat(count).as(path).isEqualTo(1));
    }

    @Test
    void listsNoUnknownKey() {
        Stream<String> listed = Stream.of(SUPPORTED, refused()).flatMap(Set::stream);

        assertThat(listed).allSatisfy(path -> assertThat(KeyPaths.ALL).containsKey(path));
    }

    private static int count(String path) {
        List<Set<String>> lists = new ArrayList<>(List.of(SUPPORTED, refused(), withoutEffect()));
        return (int) lists.stream()
                .filter(list -> list.stream().anyMatch(listed -> path.equals(listed) || isBelow(path, listed)))
                .count();
    }

    public static boolean isSupported(String path) {
        return SUPPORTED.stream().anyMatch(listed -> path.equals(listed) || isBelow(path, listed));
    }

    private static Set<String> refused() {
        return UnsupportedKeys.RULES.stream().map(UnsupportedKeys.Rule::path).collect(Collectors.toSet());
    }

    /** Keys that cause a warning: old and internal keys, and those of clouds. */
    private static Set<String> withoutEffect() {
        Set<String> paths = new TreeSet<>();
        KeyPaths.ALL.forEach((path, key) -> {
            if (key.origin() == Key.Origin.LEGACY && !path.startsWith("docker.")) {
                paths.add(path);
            }
        });
        paths.add("available_node_types.*.node_config");
        ProviderKeys.CLOUD.forEach(name -> paths.add("provider." + name));
        return paths;
    }

    private static boolean isBelow(String path, String above) {
        return path.startsWith(above)
                && path.length() > above.length()
                && ".[".indexOf(path.charAt(above.length())) >= 0;
    }
}
