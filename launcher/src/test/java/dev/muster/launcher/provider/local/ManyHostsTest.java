package dev.muster.launcher.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.config.provider.LocalHosts;
import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.CommandsConfig;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.FilesConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.SystemTime;
import dev.muster.launcher.Marker;
import dev.muster.launcher.bootstrap.NodeShell;
import dev.muster.launcher.provider.Admission;
import dev.muster.launcher.provider.OperatorContext;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import dev.muster.ssh.LocalUser;
import dev.muster.ssh.Prompt;
import dev.muster.ssh.local.LocalShellHost;
import dev.muster.testkit.ssh.TestKeys;
import dev.muster.testkit.ssh.TestSshServer;
import dev.muster.testkit.ssh.TestSshServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code up} gives its head access to many hosts over real SSH connections. Every address of the loopback network is a host. {@code scripts/bench pool_up}
 * runs this with {@code -Dmuster.pool.hosts=2000} in a heap as large as that of the command.
 */
class ManyHostsTest {
    private static final int HOSTS = Integer.getInteger("muster.pool.hosts", 40);
    private static final ClusterId ID = new ClusterId("00000000deadbeef");
    private static final String ANSWER = "printf \"muster-pool 1\\nroot=/r\\ncpus=4\\nmemory_kib=8000000\\n"
            + "home=0123456789abcdef\\nauthorised=yes\\n\"";
    private static final Pattern LAST_WORD = Pattern.compile("'[^']*'$");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    @Timeout(1_800)
    void allAreReached() throws Exception {
        Path key = folder.resolve("key");
        TestKeys.writePem(TestKeys.newKey(), key);
        long began = System.nanoTime();
        try (TestSshServers servers = new TestSshServers();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            TestSshServer server = servers.startOnAllAddresses(answering());
            OperatorContext context = new OperatorContext(
                    new LocalUser(folder, "someone", Map.of()),
                    folder,
                    folder.resolve("pins"),
                    Prompt.NOBODY,
                    new SystemTime(),
                    threads,
                    warning -> {});
            LocalHosts pool = pool(server.port());
            Admission.Result result = new LocalOperatorSide(config(pool, key), pool, context)
                    .admission(ID, List.of())
                    .admit(head());

            assertThat(result.unusable()).isEmpty();
            assertThat(result.trial().run()).isEmpty();
            assertThat(server.connections()).isBetween(HOSTS, HOSTS + 200);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        List<PoolHostRecord> records =
                PoolHostRecord.parse(Files.readString(folder.resolve("head/control/pool-hosts")));
        assertThat(records).hasSize(HOSTS).allMatch(PoolHostRecord::isAuthorised);
        assertThat(Files.readAllLines(folder.resolve("head/control/known_hosts")))
                .hasSize(HOSTS);
        print(seconds);
    }

    private static void print(double seconds) {
        System.out.printf(
                Locale.ROOT,
                "{\"bench\": \"pool_up_%d_hosts_s\", \"value\": %.1f, \"unit\": \"s\", \"bar\": null}%n",
                HOSTS,
                seconds);
    }

    /** The hosts answer as join-pool.sh does, which would cost this machine more than all that is measured. */
    private static UnaryOperator<String> answering() {
        return command -> {
            Matcher script = LAST_WORD.matcher(command);
            return script.replaceAll(Matcher.quoteReplacement("'" + ANSWER.replace("\\", "\\0134") + "'"));
        };
    }

    private LocalHosts pool(int port) {
        List<HostConfig> workers = IntStream.range(0, HOSTS)
                .mapToObj(number -> host("127.0." + (10 + number / 200) + "." + (1 + number % 200), port))
                .toList();
        return new LocalHosts(host("10.0.0.1", port), workers, 7373, Optional.empty());
    }

    private static HostConfig host(String address, int port) {
        return new HostConfig(
                address,
                Optional.of("someone"),
                OptionalInt.of(port),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "worker",
                Resources.NONE,
                Map.of());
    }

    private static ClusterConfig config(LocalHosts pool, Path key) {
        NodeTypeConfig type = new NodeTypeConfig(
                "worker", HOSTS, HOSTS, Resources.NONE, Map.of(), Duration.ofMinutes(5), 0, List.of(), List.of());
        return new ClusterConfig(
                "many",
                pool,
                new AuthConfig(
                        Optional.of("someone"),
                        Optional.of(key.toString()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(key.toString()),
                        AuthConfig.HostKeys.ACCEPT_NEW),
                Map.of("worker", type),
                "worker",
                HOSTS,
                1,
                Duration.ofMinutes(5),
                EnvironmentConfig.NONE,
                FilesConfig.NONE,
                CommandsConfig.NONE,
                EngineConfig.NATIVE);
    }

    private NodeShell head() {
        return new NodeShell(
                new LocalShellHost("head", folder.resolve("home")),
                new Marker(ID, NodeKey.HEAD),
                folder.toString(),
                folder.resolve("head").toString(),
                OutputSink.NONE);
    }
}
