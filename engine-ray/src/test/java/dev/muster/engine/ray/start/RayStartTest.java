package dev.muster.engine.ray.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.port.Time;
import dev.muster.engine.EngineCommands;
import dev.muster.engine.EngineNode;
import dev.muster.engine.EngineProblem;
import dev.muster.engine.EngineSettings;
import dev.muster.engine.EngineSite;
import dev.muster.engine.EngineStart;
import dev.muster.engine.EngineValue;
import dev.muster.engine.EngineValue.InFolder;
import dev.muster.engine.EngineValue.InScratch;
import dev.muster.engine.EngineValue.OwnAddress;
import dev.muster.engine.EngineValue.Text;
import dev.muster.engine.ray.RayEngine;
import dev.muster.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node gets besides the commands. */
class RayStartTest {
    private static final NodeKey WORKER = NodeKey.worker("gpu", 3);

    @Test
    void everythingOnANodeFindsTheClusterAndItsToken() {
        EngineStart start = RayStart.of(node(WORKER));

        assertThat(start.session())
                .isEqualTo(Map.of(
                        "RAY_ADDRESS", new Text("10.0.0.1:6379"),
                        "RAY_AUTH_MODE", new Text("token"),
                        "RAY_AUTH_TOKEN_PATH", new InFolder("auth_token")));
        assertThat(start.secret()).isEqualTo("auth_token");
        assertThat(start.ownSecret()).isEqualTo(".ray/auth_token");
        assertThat(start.logs()).isEqualTo(new InScratch("r/session_latest/logs"));
    }

    @Test
    void startCommandsHaveWhatRaysLauncherSets() {
        assertThat(RayStart.of(node(WORKER)).start())
                .isEqualTo(Map.of(
                        "RAY_HEAD_IP", new Text("10.0.0.1"),
                        "RAY_CLOUD_INSTANCE_ID", new Text("gpu-3"),
                        "RAY_NODE_TYPE_NAME", new Text("my gpu"),
                        "RAY_CLOUD_INSTANCE_TYPE_NAME", new Text("my gpu"),
                        "RAY_USAGE_STATS_ENABLED", new Text("0"),
                        "RAY_GRACEFUL_SHUTDOWN_DRAIN_TIMEOUT_S", new Text("0"),
                        "MUSTER_ENGINE_ADDRESS", new OwnAddress()));
        assertThat(RayStart.of(node(NodeKey.HEAD)).start()).containsEntry("RAY_enable_autoscaler_v2", new Text("1"));
    }

    @Test
    void declaresOnlyWhatTheFileDeclares() {
        Resources declared = Resources.of(Map.of("CPU", 8, "memory", 17_179_869_184L, "a\"b\\é", 2));

        Map<String, EngineValue> start = RayStart.of(node(WORKER, declared, Set.of("GPU"), Map.of("k", "v \"1\"\n")))
                .start();

        assertThat(start)
                .containsEntry(
                        "RAY_OVERRIDE_RESOURCES",
                        new Text("{\"CPU\":8,\"GPU\":0,\"a\\\"b\\\\\\u00e9\":2,\"memory\":17179869184}"))
                .containsEntry("RAY_OVERRIDE_LABELS", new Text("{\"k\":\"v \\\"1\\\"\\u000a\"}"));
    }

    @Test
    void theFilesOwnVariablesWin() {
        EngineNode node = withVariables("RAY_USAGE_STATS_ENABLED", "RAY_ADDRESS", "RAY_enable_autoscaler_v2");

        assertThat(RayStart.of(node).start()).doesNotContainKeys("RAY_USAGE_STATS_ENABLED", "RAY_enable_autoscaler_v2");
        assertThat(RayStart.of(node).session()).doesNotContainKey("RAY_ADDRESS").containsKey("RAY_AUTH_MODE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAY_AUTH_MODE", "RAY_AUTH_TOKEN", "RAY_AUTH_TOKEN_PATH"})
    void aFileThatSaysHowRayAuthenticatesGetsNoTokenOfOurs(String variable) {
        EngineNode node = withVariables(variable);
        EngineStart start = RayStart.of(node);

        assertThat(start.session()).doesNotContainKeys("RAY_AUTH_MODE", "RAY_AUTH_TOKEN_PATH");
        assertThat(start.secret()).isEmpty();
        assertThat(start.ownSecret()).isEmpty();
        assertThat(RayStart.tokenFile(site(node))).isEmpty();
    }

    @Test
    void rocksdbKeepsTheHeadsStateInThePrivateFolderOfTheHeadAlone() {
        EngineSettings settings = new EngineSettings(Map.of("head_state", "rocksdb"));

        assertThat(RayStart.of(with(NodeKey.HEAD, EngineCommands.NONE, settings))
                        .start())
                .containsEntry("RAY_gcs_storage", new Text("rocksdb"))
                .containsEntry("RAY_gcs_storage_path", new InFolder("gcs"));
        assertThat(RayStart.of(with(WORKER, EngineCommands.NONE, settings)).start())
                .doesNotContainKey("RAY_gcs_storage");
    }

    @Test
    void aRedisServerKeepsTheHeadsState() {
        EngineSettings settings = new EngineSettings(Map.of("head_state", "redis://10.0.0.5:6379"));

        assertThat(RayStart.of(with(NodeKey.HEAD, EngineCommands.NONE, settings))
                        .start())
                .containsEntry("RAY_REDIS_ADDRESS", new Text("redis://10.0.0.5:6379"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "disk", "redis://u:p@h:1", "h:0", "h:70000", "h", "h:1;rm -rf /", "redis://h:1/2"})
    void refusesOtherPlacesForTheHeadsState(String value) {
        List<EngineProblem> problems =
                new RayEngine().check(EngineCommands.NONE, new EngineSettings(Map.of("head_state", value)));

        assertThat(problems).hasSize(1).allMatch(EngineProblem::isError);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memory",
                "rocksdb",
                "10.0.0.5:6379",
                "redis.lab:6379",
                "rediss://redis.lab:6380",
                "[fe80::1]:6379"
            })
    void acceptsThesePlacesForTheHeadsState(String value) {
        assertThat(new RayEngine().check(EngineCommands.NONE, new EngineSettings(Map.of("head_state", value))))
                .isEmpty();
    }

    @Test
    void theHeadsProgramConnectsToThePortOfTheCommands() {
        EngineNode head = with(
                NodeKey.HEAD,
                new EngineCommands(List.of("ray start --head --port=7000"), List.of()),
                EngineSettings.NONE);

        assertThat(RayStart.gcsAddress(head)).isEqualTo("127.0.0.1:7000");
        assertThat(RayStart.tokenFile(site(head))).contains(Path.of("/n/engine/auth_token"));
        assertThat(RayStart.tempFolder(site(head))).isEqualTo(Path.of("/n/s/r"));
    }

    @Test
    void aFolderOfTheUsersOwnIsWhereTheLogsAre() {
        EngineCommands commands = new EngineCommands(List.of("ray start --head --temp-dir=/data/ray"), List.of());

        EngineStart start = RayStart.of(with(NodeKey.HEAD, commands, EngineSettings.NONE));

        assertThat(start.logs()).isEqualTo(new Text("/data/ray/session_latest/logs"));
        assertThat(start.ready()).contains("temp=/data/ray\n");
    }

    @Test
    void theCheckRequiresRayOnlyWhereTheCommandsDoNotChangeWhatIsFound() {
        assertThat(check("ulimit -c unlimited; ray start --head")).contains("must_exist=yes\n", "program=ray\n");
        assertThat(check("/opt/x/bin/ray start --head")).contains("program=/opt/x/bin/ray\n");
        assertThat(check("conda activate x && ray start --head")).contains("must_exist=no\n");
        assertThat(check("PATH=/x ray start --head")).contains("must_exist=no\n");
        assertThat(check("\"$HOME/bin/ray\" start --head")).contains("program=''\n");
    }

    @Test
    void commandsWithErrorsDoNotRun() {
        EngineNode head = with(NodeKey.HEAD, new EngineCommands(List.of("true"), List.of()), EngineSettings.NONE);

        assertThatThrownBy(() -> RayStart.of(head)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String check(String command) {
        return RayStart.of(with(NodeKey.HEAD, new EngineCommands(List.of(command), List.of()), EngineSettings.NONE))
                .check();
    }

    private static EngineNode node(NodeKey key) {
        return node(key, Resources.NONE, Set.of(), Map.of());
    }

    private static EngineNode node(NodeKey key, Resources declared, Set<String> hidden, Map<String, String> labels) {
        return new EngineNode(
                "lab",
                new ClusterId("0123456789abcdef"),
                key,
                "my gpu",
                "10.0.0.1",
                declared,
                hidden,
                labels,
                EngineCommands.NONE,
                EngineSettings.NONE,
                Set.of(),
                true);
    }

    private static EngineNode withVariables(String... names) {
        return new EngineNode(
                "lab",
                new ClusterId("0123456789abcdef"),
                NodeKey.HEAD,
                "head",
                "10.0.0.1",
                Resources.NONE,
                Set.of(),
                Map.of(),
                EngineCommands.NONE,
                EngineSettings.NONE,
                Set.of(names),
                true);
    }

    private static EngineNode with(NodeKey key, EngineCommands commands, EngineSettings settings) {
        return new EngineNode(
                "lab",
                new ClusterId("0123456789abcdef"),
                key,
                "head",
                "10.0.0.1",
                Resources.NONE,
                Set.of(),
                Map.of(),
                commands,
                settings,
                Set.of(),
                true);
    }

    private static EngineSite site(EngineNode head) {
        Time time = new ManualTime(Instant.EPOCH, 1);
        return new EngineSite(head, Path.of("/n/engine"), Path.of("/n/s"), time);
    }
}
