package dev.muster.engine.ray.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.script.ShellScript;
import dev.muster.testkit.shell.EachShell;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Ray's folder shows. */
class RayLogsTest extends EachShell {
    private Path ray;

    @BeforeEach
    void setFolder() throws IOException {
        ray = folder.resolve("r");
        Path session = ray.resolve("session_" + System.nanoTime());
        Files.createDirectories(session.resolve("logs"));
        Files.createDirectories(session.resolve("sockets"));
        Files.createSymbolicLink(ray.resolve("session_latest"), session);
        host.setVariable("MUSTER_ENGINE_SCRATCH", folder.toString());
    }

    @Test
    void showsTheLastLinesOfThoseLogsThatSayWhyRayEnded() throws Exception {
        log("raylet.err", "old\n".repeat(500) + "the last words\u0007\n");
        log("gcs_server.out", "gcs one\n\ngcs two\n");
        log("monitor.err", "not this\n");

        String shown = output(ShellScript.of(RayScript.DIAGNOSE, Map.of("temp", "")));

        assertThat(shown).isEqualTo("""
                        gcs_server.out: gcs one
                        gcs_server.out: gcs two
                        raylet.err: old
                        raylet.err: old
                        raylet.err: old
                        raylet.err: the last words
                        """);
    }

    @Test
    void showsWhyARayletAbortedAndNotWhereItWas() throws Exception {
        log("raylet.err", """
                [2026-11-27 05:00:00,123 C 7 7] (raylet) grpc_server.cc:113: Failed to start the grpc server. The specified port is 7777.
                *** StackTrace Information ***
                /usr/lib/ray/core/src/ray/raylet/raylet(+0x23ccf4) [0x562e74355cf4] main
                /lib/x86_64-linux-gnu/libc.so.6(__libc_start_main+0x85) [0x7fe49174b305] __libc_start_main

                """);

        assertThat(output(ShellScript.of(RayScript.DIAGNOSE, Map.of("temp", ""))))
                .isEqualTo(
                        "raylet.err: [2026-11-27 05:00:00,123 C 7 7] (raylet) grpc_server.cc:113: Failed to start the grpc server."
                                + " The specified port is 7777.\n");
    }

    @Test
    void showsNoMoreThanTwelveShortLines() throws Exception {
        for (String name : new String[] {"raylet.err", "raylet.out", "gcs_server.err", "gcs_server.out"}) {
            log(name, ("x".repeat(2000) + "\n").repeat(100));
        }

        assertThat(output(ShellScript.of(RayScript.DIAGNOSE, Map.of("temp", "")))
                        .lines())
                .hasSize(12)
                .allMatch(line -> line.length() < 330);
    }

    @Test
    void withoutLogsThereIsNothingToShow() throws Exception {
        assertThat(output(ShellScript.of(RayScript.DIAGNOSE, Map.of("temp", "/nowhere"))))
                .isEmpty();
    }

    @Test
    void isReadyOnceTheNodeHasRegistered() throws Exception {
        assertThat(isReady("")).isFalse();
        Path socket = ray.resolve("session_latest").toRealPath().resolve("sockets/raylet");
        try (ServerSocketChannel raylet = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            raylet.bind(UnixDomainSocketAddress.of(socket));
            assertThat(isReady("")).isFalse();

            Files.writeString(ray.resolve("ray_current_cluster"), "10.0.0.1:6379");
            assertThat(isReady("")).isTrue();
            assertThat(isReady(ray.toString())).isTrue();
            assertThat(isReady("/nowhere")).isFalse();
        }
        assertThat(socket).exists();
        assertThat(isReady("")).as("after the raylet has ended").isFalse();
    }

    private boolean isReady(String temp) throws InterruptedException {
        return run(ShellScript.of(RayScript.READY, Map.of("temp", temp))).ok();
    }

    private void log(String name, String text) throws IOException {
        Files.writeString(ray.resolve("session_latest/logs").resolve(name), text);
    }
}
