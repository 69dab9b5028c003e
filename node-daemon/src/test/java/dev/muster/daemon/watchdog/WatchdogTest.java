package dev.muster.daemon.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.daemon.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the real script in every shell of this machine, with shortened seconds. */
@ParameterizedClass
@MethodSource("shells")
@Timeout(60)
class WatchdogTest {
    private static final int FAST = 2;

    @Parameter
    private List<String> shell;

    @TempDir
    private Path temporary;

    private WatchedFolder folder;

    static List<List<String>> shells() {
        return WatchedFolder.shells();
    }

    @BeforeEach
    void createFolder() throws Exception {
        folder = new WatchedFolder(temporary.resolve("a node's folder"), shell);
    }

    @AfterEach
    void endAllProcesses() throws Exception {
        folder.close();
    }

    @Test
    void restartsWithBackoffUpToThirtySeconds() throws Exception {
        folder.watch(FAST, "daemon", folder.program(WatchedFolder.WRITE_PID + "exit 3\n"));
        for (int delay : new int[] {1, 2, 4, 8, 16, 30}) {
            folder.awaitOutput("with exit code 3: starting it again in " + delay + " s");
        }
        Eventually.isTrue("seven starts", () -> folder.starts() >= 7);
        assertThat(folder.read("logs/daemon.out")).doesNotContain("in 32 s");
    }

    @Test
    void aMinuteOfRunningResetsTheBackoff() throws Exception {
        String shortThenLong = WatchedFolder.WRITE_PID + "[ $(wc -l <starts) -lt 4 ] || sleep 0.7\nexit 3\n";
        folder.watch(1, "daemon", folder.program(shortThenLong));
        folder.awaitOutput("again in 4 s");
        Eventually.isTrue(
                "the first delay again", () -> folder.read("logs/daemon.out").split("again in 1 s", -1).length > 2);
    }

    @Test
    void theStopMarkerEndsTheWatchdogWhileItWaits() throws Exception {
        Process watchdog = folder.watch(FAST, "daemon", folder.program(WatchedFolder.WRITE_PID + "exit 3\n"));
        folder.awaitOutput("again in 30 s");
        folder.write("run/stop", "");
        assertThat(watchdog.waitFor()).isZero();
        assertThat(folder.processes()).isEmpty();
        assertThat(folder.file("run/watchdog.pid")).doesNotExist();
    }

    @Test
    void startsNothingIfThereIsAStopMarker() throws Exception {
        folder.write("run/stop", "");
        assertThat(folder.watch(FAST, "daemon", folder.program(WatchedFolder.LIVE))
                        .waitFor())
                .isZero();
        assertThat(folder.starts()).isZero();
    }

    @Test
    void aProgramThatExitedWithZeroIsNotStartedAgain() throws Exception {
        String program = folder.program(WatchedFolder.WRITE_PID + "exit 0\n");
        assertThat(folder.watch(FAST, "daemon", program).waitFor()).isZero();
        assertThat(folder.watch(FAST, "daemon").waitFor())
                .as("no command is recorded")
                .isEqualTo(64);
        assertThat(folder.starts()).isEqualTo(1);
    }

    @Test
    void waitsForTheLockOfAnotherProgram() throws Exception {
        folder.watch(
                FAST,
                "daemon",
                folder.program(
                        WatchedFolder.WRITE_PID + "[ -e free ] || exit 75\necho the lock >got\nexec sleep 600\n"));
        folder.awaitOutput("another daemon holds the lock: trying again in 2 s");
        folder.write("free", "");
        Eventually.isTrue("it runs", () -> folder.read("got").equals("the lock\n"));
    }

    @Test
    void aKilledProgramIsRestarted() throws Exception {
        folder.watch(FAST, "daemon", folder.program(WatchedFolder.LIVE));
        long first = folder.awaitPid("run/daemon.pid");
        WatchedFolder.kill(first);
        long second = folder.awaitOtherPid("run/daemon.pid", first);
        assertThat(WatchedFolder.lives(second)).isTrue();
    }

    @Test
    void aNewWatchdogAdoptsTheProgramOfAKilledOne() throws Exception {
        Process killed = folder.watch(FAST, "daemon", folder.program(WatchedFolder.LIVE));
        long program = folder.awaitPid("run/daemon.pid");
        killed.destroyForcibly().waitFor();
        folder.watch(FAST, "daemon");
        folder.awaitOutput("watching daemon (PID " + program);
        assertThat(folder.starts()).as("nothing was started again").isEqualTo(1);
        WatchedFolder.kill(program);
        long next = folder.awaitOtherPid("run/daemon.pid", program);
        assertThat(WatchedFolder.lives(next)).isTrue();
    }

    @Test
    void theExitRecordReplacesTheExitCodeOfAnAdoptedProgram() throws Exception {
        Process killed = folder.watch(FAST, "daemon", folder.program(WatchedFolder.LIVE));
        long program = folder.awaitPid("run/daemon.pid");
        killed.destroyForcibly().waitFor();
        Process second = folder.watch(FAST, "daemon");
        folder.awaitOutput("watching daemon");
        folder.write("run/daemon.exit", folder.read("run/daemon.pid").strip() + " 0\n");
        WatchedFolder.kill(program);
        assertThat(second.waitFor()).isZero();
        assertThat(folder.starts()).isEqualTo(1);
    }

    @Test
    void aReusedPidIsNotAdopted() throws Exception {
        folder.write("run/daemon.pid", ProcessHandle.current().pid() + " 1\n");
        folder.watch(FAST, "daemon", folder.program(WatchedFolder.LIVE));
        long program =
                folder.awaitOtherPid("run/daemon.pid", ProcessHandle.current().pid());
        assertThat(WatchedFolder.lives(program)).isTrue();
    }

    @Test
    void ofManyWatchdogsStartedAtOnceOneRemains() throws Exception {
        String program = folder.program(WatchedFolder.LIVE);
        Process first = folder.watch(FAST, "daemon", program);
        folder.awaitPid("run/daemon.pid");
        first.destroyForcibly().waitFor();
        List<Process> all = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            all.add(folder.watch(FAST, "daemon", program));
        }
        Eventually.isTrue(
                "one is left", () -> all.stream().filter(Process::isAlive).count() == 1);
        assertThat(all.stream().filter(process -> !process.isAlive()).map(Process::exitValue))
                .containsOnly(75);
        assertThat(folder.starts()).isEqualTo(1);
        long watchdog = folder.awaitPid("run/watchdog.pid");
        assertThat(all.stream().filter(Process::isAlive).map(Process::pid)).containsExactly(watchdog);
    }

    @Test
    void aClaimFromBeforeTheLastBootIsStale() throws Exception {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String start = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
        Path claims = Files.createDirectories(folder.file("run/watchdog.lock"));
        String owner = ProcessHandle.current().pid() + ":" + start;
        Files.createSymbolicLink(claims.resolve("7"), Path.of(owner + ":another-boot"));
        folder.watch(FAST, "daemon", folder.program(WatchedFolder.LIVE));
        assertThat(folder.awaitPid("run/daemon.pid")).isPositive();
        assertThat(claims.resolve("8")).isSymbolicLink();
        assertThat(Files.exists(claims.resolve("7"), java.nio.file.LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void aSignalIsPassedOnAndNoProcessRemains() throws Exception {
        String program = WatchedFolder.WRITE_PID.replaceFirst("\n", "\ntrap 'echo bye >bye; exit 9' TERM\n");
        Process watchdog = folder.watch(FAST, "daemon", folder.program(program + "while :; do sleep 0.01; done\n"));
        Eventually.isTrue("it has started", () -> folder.starts() == 1);
        watchdog.destroy();
        assertThat(watchdog.waitFor()).isZero();
        assertThat(folder.read("bye")).isEqualTo("bye\n");
        assertThat(folder.starts()).isEqualTo(1);
        Eventually.isTrue("nothing is left", () -> folder.processes().isEmpty());
    }

    @Test
    void theHeadHasItsOwnFiles() throws Exception {
        folder.watch(FAST, "head", folder.program("#!/bin/sh\necho \"role $MUSTER_ROLE\"\nexec sleep 600\n"));
        Eventually.isTrue("it runs", () -> folder.read("logs/head.out").contains("role control"));
        assertThat(folder.awaitPid("run/head-watchdog.pid")).isPositive();
        assertThat(folder.file("run/watchdog.pid")).doesNotExist();
    }

    @Test
    void argumentsAreKeptUnchanged() throws Exception {
        String program = folder.program(WatchedFolder.WRITE_PID.replace("set --", "words=$*; set --")
                + "echo \"<$words>\" >words\nexec sleep 600\n");
        Process killed = folder.watch(FAST, "daemon", program, "a  b", "$(id)", "it's");
        Eventually.isTrue("it has started", () -> folder.starts() == 1);
        killed.destroyForcibly().waitFor();
        WatchedFolder.kill(folder.awaitPid("run/daemon.pid"));
        Files.delete(folder.file("starts"));
        Files.deleteIfExists(folder.file("words"));
        folder.watch(FAST, "daemon");
        Eventually.isTrue(
                "the arguments are unchanged", () -> folder.read("words").equals("<a  b $(id) it's>\n"));
    }

    @Test
    void theOutputFileIsRotated() throws Exception {
        folder.write("logs/daemon.out", "x".repeat(1 << 21));
        folder.watch(FAST, "daemon", folder.program(WatchedFolder.LIVE));
        folder.awaitPid("run/daemon.pid");
        assertThat(Files.size(folder.file("logs/daemon.out"))).isLessThan(1000);
        assertThat(Files.size(folder.file("logs/daemon.out.1"))).isEqualTo(1 << 21);
    }

    @Test
    void endsWhenTheRunFolderIsRemoved() throws Exception {
        Process watchdog = folder.watch(FAST, "daemon", folder.program(WatchedFolder.WRITE_PID + "exit 3\n"));
        folder.awaitOutput("again in 4 s");
        Files.move(folder.file("run"), folder.file("gone"));
        assertThat(watchdog.waitFor()).isZero();
    }

    @Test
    void wrongUsageFailsWithAMessage() throws Exception {
        assertThat(folder.watch(FAST, "somebody", "true").waitFor()).isEqualTo(64);
        assertThat(folder.watch(FAST, "daemon").waitFor()).isEqualTo(64);
        assertThat(folder.watch(FAST, "daemon", "two\nlines").waitFor()).isEqualTo(64);
        assertThat(folder.read("caller.out")).contains("line break");
    }
}
