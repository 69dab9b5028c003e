package dev.muster.engine.ray.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.testkit.shell.EachShell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is found before Ray starts. {@code /proc} is a folder of the test. */
class RayCheckTest extends EachShell {
    private final Map<String, String> variables = new TreeMap<>();

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(folder.resolve("proc/net"));
        write("engine/auth_token", "secret\n");
        program("bin/python3", "echo 'ray=2.60.0 python=3.11.7'");
        program("bin/ray", "exit 1");
        write("bin/ray", "#!" + folder.resolve("bin/python3") + "\n");
        host.setVariable("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        host.setVariable("MUSTER_ENGINE", folder.resolve("engine").toString());
        variables.put("temp", "");
        variables.putAll(Map.of(
                "side", "head",
                "program", "ray",
                "must_exist", "yes",
                "head", "127.0.0.1",
                "port", "6379",
                "dashboard_port", "8265",
                "token", "auth_token",
                "rocksdb", "no",
                "patience", "0",
                "proc", folder.resolve("proc").toString()));
    }

    @Test
    void aGoodHeadPassesAndRecordsItsVersions() throws Exception {
        assertThat(check()).isEqualTo("0: ");
        assertThat(Files.readString(folder.resolve("engine/versions"))).isEqualTo("ray=2.60.0 python=3.11.7\n");
    }

    @Test
    void rayIsMissing() throws Exception {
        Files.delete(folder.resolve("bin/ray"));

        assertThat(check())
                .isEqualTo(
                        "78: 'ray' is not installed in this node's environment: add 'ray[default]' to environment.pip"
                                + " or to setup_commands");
    }

    @Test
    void rayMayBeFoundOnlyByTheStartCommands() throws Exception {
        Files.delete(folder.resolve("bin/ray"));
        variables.put("must_exist", "no");

        assertThat(check()).isEqualTo("0: ");
    }

    @Test
    void namesTheProcessThatHasThePort() throws Exception {
        write("proc/net/tcp", "  sl  local\n   0: 00000000:18EB 00000000:0000 0A 0:0 0:0 0 0 0 4711 1 0\n");
        Files.createDirectories(folder.resolve("proc/77/fd"));
        Files.createSymbolicLink(folder.resolve("proc/77/fd/3"), Path.of("socket:[4711]"));
        write("proc/77/cmdline", "redis-server\0*:6379\0");

        assertThat(check())
                .isEqualTo("78: port 6379 of Ray's head is taken on this host by process 77 (redis-server *:6379 ):"
                        + " end it, or write another --port in head_start_ray_commands and worker_start_ray_commands");
    }

    @Test
    void aPortOfAnotherUserIsTakenToo() throws Exception {
        write(
                "proc/net/tcp6",
                "  sl  local\n   0: 00000000000000000000000000000000:18EB 0:0 0A 0:0 0:0 0 0 0 12 1 0\n");

        assertThat(check()).contains("by a process of another user: end it");
    }

    @Test
    void aConnectionFromThePortDoesNotTakeIt() throws Exception {
        write("proc/net/tcp", "  sl  local\n   0: 0100007F:18EB 0100007F:9999 06 0:0 0:0 0 0 0 0 1 0\n");

        assertThat(check()).isEqualTo("0: ");
    }

    @Test
    void aTakenDashboardPortIsAWarning() throws Exception {
        write("proc/net/tcp", "  sl  local\n   0: 00000000:2049 00000000:0000 0A 0:0 0:0 0 0 0 4711 1 0\n");

        assertThat(check())
                .isEqualTo("0: warning: port 8265 is taken on this host: Ray's dashboard takes the next free port");
    }

    @Test
    void aWorkerHasTheVersionsOfTheHead() throws Exception {
        variables.put("side", "worker");
        try (ServerSocket head = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            variables.put("port", Integer.toString(head.getLocalPort()));
            write("engine/head-versions", "ray=2.60.0 python=3.11.7\n");
            assertThat(check()).isEqualTo("0: ");

            write("engine/head-versions", "ray=2.60.0 python=3.11.9\n");
            assertThat(check())
                    .isEqualTo("78: Ray 2.60.0 with Python 3.11.7 is installed here, but the head has Ray 2.60.0 with"
                            + " Python 3.11.9: install the same versions on all nodes");

            host.setVariable("RAY_DEFAULT_PYTHON_VERSION_MATCH_LEVEL", "minor");
            assertThat(check()).isEqualTo("0: ");
        }
    }

    @Test
    void aWorkerThatCannotReachTheHeadSaysWhy() throws Exception {
        variables.put("side", "worker");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            variables.put("port", Integer.toString(free.getLocalPort()));
        }

        assertThat(check())
                .isEqualTo("78: port " + variables.get("port") + " of Ray's head at 127.0.0.1 cannot be reached from"
                        + " this host: nothing listens there, so Ray's head is not running");
    }

    @Test
    void theTokenMustBeThereAndBecomesPrivate() throws Exception {
        Path token = folder.resolve("engine/auth_token");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
        check();
        assertThat(Files.getPosixFilePermissions(token)).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        Files.delete(token);
        assertThat(check()).startsWith("78: the cluster's token ").endsWith(" is missing: run 'cluster up' again");
    }

    @Test
    void warnsOfAUsersTokenThatOthersCanRead() throws Exception {
        write("home/.ray/auth_token", "own\n");
        Path own = folder.resolve("home/.ray/auth_token");
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(check()).isEqualTo("0: warning: other users can read " + own + ": run 'chmod 600 " + own + "'");
        assertThat(Files.readString(own)).isEqualTo("own\n");
    }

    @Test
    void aPlainLoginOnTheHeadFindsTheTokenUntilTheNodeLeaves() throws Exception {
        Path own = folder.resolve("home/.ray/auth_token");

        check();
        assertThat(Files.readString(own)).isEqualTo("secret\n");
        assertThat(Files.getPosixFilePermissions(own)).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        leave();
        assertThat(own.getParent()).doesNotExist();
    }

    @Test
    void theUsersOwnFolderStaysWhenTheTokenGoes() throws Exception {
        Path own = Files.createDirectories(folder.resolve("home/.ray"));
        check();
        assertThat(own.resolve("auth_token")).exists();

        leave();
        assertThat(own).isEmptyDirectory();
    }

    @Test
    void aTokenThatTheUserChangedStays() throws Exception {
        check();
        write("home/.ray/auth_token", "mine now\n");

        leave();
        assertThat(folder.resolve("home/.ray/auth_token")).hasContent("mine now\n");
    }

    @Test
    void besideAnotherRayOfTheUserTheHomeStaysAsItIs() throws Exception {
        write("proc/78/cmdline", "/x/ray/core/src/ray/gcs/gcs_server\0--gcs_server_port=6400\0");

        assertThat(check()).isEqualTo("0: ");
        assertThat(folder.resolve("home/.ray/auth_token")).doesNotExist();
    }

    @Test
    void theHeadsConnectionUsesTheTokenThatTheFileSets() throws Exception {
        Path used = folder.resolve("engine/own_token");
        variables.put("token", "");
        assertThat(check()).isEqualTo("0: ");
        assertThat(used).as("Ray runs without a token").doesNotExist();

        host.setVariable("RAY_AUTH_MODE", "token");
        write("home/.ray/auth_token", "of the home\n");
        check();
        assertThat(used).hasContent("of the home\n");
        assertThat(Files.getPosixFilePermissions(used)).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        write("token file", "of a file\n");
        host.setVariable("RAY_AUTH_TOKEN_PATH", folder.resolve("token file").toString());
        check();
        assertThat(used).hasContent("of a file\n");

        host.setVariable("RAY_AUTH_TOKEN", "of the environment");
        check();
        assertThat(used).hasContent("of the environment\n");
    }

    @Test
    void rocksdbNeedsANewRay() throws Exception {
        variables.put("rocksdb", "yes");
        assertThat(check()).isEqualTo("0: ");

        program("bin/python3", "echo 'ray=2.9.3 python=3.11.7'");
        assertThat(check())
                .isEqualTo("78: head_state: rocksdb needs Ray 2.58 or newer, but Ray 2.9.3 is installed here");
    }

    @Test
    void aFolderOfTheUsersOwnForgetsAnEarlierStartOfThisCluster() throws Exception {
        variables.put("temp", folder.resolve("ray").toString());
        write("ray/ray_current_cluster", "10.0.0.1:6379");
        check();
        assertThat(folder.resolve("ray/ray_current_cluster")).doesNotExist();

        write("ray/ray_current_cluster", "10.0.0.1:6400");
        check();
        assertThat(folder.resolve("ray/ray_current_cluster")).exists();
    }

    private String check() throws InterruptedException {
        RunResult result = run(ShellScript.of(RayScript.CHECK, variables));
        assertThat(result.err()).isEmpty();
        return result.exitCode() + ": " + result.out().strip();
    }

    private void leave() throws InterruptedException {
        run(ShellScript.raw("sh " + folder.resolve("engine/leave")));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void program(String name, String script) throws IOException {
        write(name, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rwx------"));
    }
}
