package dev.muster.daemon.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.daemon.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code muster-engine} with real processes in every shell of this machine, with shortened seconds. */
@ParameterizedClass
@MethodSource("shells")
@Timeout(60)
class EngineScriptTest {
    @Parameter
    private List<String> shell;

    @TempDir
    private Path temporary;

    private EngineFolder folder;

    static List<List<String>> shells() {
        return WatchedFolder.shells();
    }

    @BeforeEach
    void createFolder() throws Exception {
        folder = new EngineFolder(temporary.resolve("a node's folder"), temporary.resolve("scratch"), shell);
    }

    @AfterEach
    void endAllProcesses() throws Exception {
        folder.close();
    }

    @Test
    void isReadyOnceTheReadyScriptSucceeds() throws Exception {
        folder.commands("while [ ! -e \"$MUSTER_ENGINE/go\" ]; do sleep 0.01; done\n" + EngineFolder.LIVES);
        folder.start();
        Eventually.isTrue("a command runs", () -> !folder.processes().isEmpty());
        folder.awaitPhase("starting");
        folder.write("engine/go", "");
        folder.awaitPhase("ready");
        assertThat(folder.read("run/engine.state")).matches("ready [0-9]{10} 0\n");
    }

    @Test
    void commandsRunInTheirOrderInTheNodesEnvironment() throws Exception {
        folder.write("home/.bash_profile", "export FROM_ENV=profile FROM_PROFILE=profile\n");
        folder.commands(
                "echo \"one $FROM_ENV, $FROM_PROFILE, $FROM_START, $(basename \"$PWD\")\" >>\"$MUSTER_ENGINE/order\"",
                "echo 'two  words' >>\"$MUSTER_ENGINE/order\"; case $- in *i*) echo interactive;; esac"
                        + " >>\"$MUSTER_ENGINE/order\"",
                EngineFolder.LIVES);
        folder.start();
        folder.awaitPhase("ready");
        assertThat(folder.read("engine/order"))
                .isEqualTo("one environment, profile, start variables, home\ntwo  words\ninteractive\n");
    }

    /** They print, change options, replace the shell, and end it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo welcome; echo loading >&2; alias exec=false cat=false sh=false",
                "set -eu; set -o noclobber; false",
                "set -m; set -x; set -o posix; trap 'echo bye' EXIT; IFS=:",
                "exec dash",
                "case $- in *i*) exec env dash ;; esac",
                "exit 3"
            })
    void startUpFilesDoNotChangeHowTheEngineRuns(String profile) throws Exception {
        folder.write("home/.bash_profile", "export FROM_PROFILE=profile\n" + profile + "\n");
        folder.write("engine/start/check", "echo \"checked in $FROM_ENV\"\n");
        folder.commands(
                "echo old >\"$MUSTER_ENGINE/order\"; echo \"$FROM_PROFILE, $FROM_ENV, $FROM_START\" >\"$MUSTER_ENGINE/order\"",
                "echo running\n" + EngineFolder.LIVES);
        Process engine = folder.start();
        folder.awaitPhase("ready");
        assertThat(folder.read("engine/order")).isEqualTo("profile, environment, start variables\n");
        assertThat(folder.read("logs/engine.out").lines().filter(line -> !line.contains(" muster-engine: ")))
                .containsExactly("checked in environment", "running");
        Files.delete(folder.scratch().resolve("up"));
        assertThat(engine.waitFor()).isEqualTo(143);
        assertThat(folder.reason()).containsExactly("the engine exited 143", "checked in environment", "running");
        assertThat(folder.processes()).isEmpty();
    }

    @Test
    void normalShellsReadNoStartUpFiles() throws Exception {
        folder.write("home/.bash_profile", "export FROM_PROFILE=profile\n");
        folder.write("engine/start/shell", "normal\n");
        folder.commands("echo \"<${FROM_PROFILE:-}>\" >\"$MUSTER_ENGINE/seen\"\n" + EngineFolder.LIVES);
        folder.start();
        folder.awaitPhase("ready");
        assertThat(folder.read("engine/seen")).isEqualTo("<>\n");
    }

    @Test
    void aFailedCheckIsTheReasonAndNoCommandRuns() throws Exception {
        folder.write("engine/start/check", "echo 'port 6379 is taken'; echo 'free it first' >&2; exit 78\n");
        folder.commands(EngineFolder.LIVES);
        assertThat(folder.start().waitFor()).isEqualTo(78);
        assertThat(folder.phase()).isEqualTo("failed");
        assertThat(folder.reason()).containsExactly("port 6379 is taken", "free it first");
        assertThat(folder.starts()).isZero();
    }

    @Test
    void theCheckRunsInTheNodesEnvironment() throws Exception {
        folder.write("home/.bash_profile", "export FROM_PROFILE=profile\n");
        folder.write("engine/start/check", "echo \"$FROM_ENV $FROM_PROFILE $FROM_START\"; exit 78\n");
        folder.commands(EngineFolder.LIVES);
        folder.start().waitFor();
        assertThat(folder.reason()).containsExactly("environment profile start variables");
    }

    @Test
    void aFailedCommandStopsTheStartWithItsOutput() throws Exception {
        folder.commands("echo 'no such package' >&2; exit 5", EngineFolder.LIVES);
        assertThat(folder.start().waitFor()).isEqualTo(5);
        assertThat(folder.reason()).containsExactly("command 1 of the engine exited 5", "no such package");
        assertThat(folder.starts()).isZero();
    }

    @Test
    void anEngineThatEndsIsDiagnosedFromItsOwnLogs() throws Exception {
        folder.commands("echo 'raylet: out of memory' >\"$MUSTER_ENGINE_SCRATCH/log\"; echo bye; exit 9");
        assertThat(folder.start().waitFor()).isEqualTo(9);
        assertThat(folder.phase()).isEqualTo("failed");
        assertThat(folder.reason()).containsExactly("the engine exited 9", "bye", "raylet: out of memory");
    }

    @Test
    void anEngineThatEndsWithZeroHasFailedToo() throws Exception {
        folder.commands("exit 0");
        assertThat(folder.start().waitFor()).isEqualTo(1);
        assertThat(folder.reason()).containsExactly("the engine exited 0");
    }

    @Test
    void anEngineThatIsNotReadyAnyMoreHasEndedEvenIfItsCommandRunsOn() throws Exception {
        folder.commands("trap '' TERM\n" + EngineFolder.LIVES);
        Process engine = folder.start();
        folder.awaitPhase("ready");
        Files.delete(folder.scratch().resolve("up"));
        assertThat(engine.waitFor()).isEqualTo(137);
        assertThat(folder.phase()).isEqualTo("failed");
        assertThat(folder.processes()).isEmpty();
    }

    @Test
    void theReasonIsBounded() throws Exception {
        folder.write("engine/start/diagnose", "seq 1000; head -c 100000 /dev/zero | tr '\\0' x; printf '\\033[31m'\n");
        folder.commands("seq 1000; exit 3");
        folder.start().waitFor();
        assertThat(folder.reason()).hasSizeLessThanOrEqualTo(20);
        assertThat(Files.size(folder.file("run/engine.state"))).isLessThan(12_000);
        assertThat(folder.read("run/engine.state")).doesNotContain("\033");
    }

    @Test
    void whatAnEarlierStartLeftIsEndedFirst() throws Exception {
        Process stubborn = folder.other("engine", "sh", "-c", "trap '' TERM; while :; do sleep 0.05; done");
        Process session = folder.other("", "sleep", "611");
        folder.write("engine/keep", "");
        Files.createDirectories(folder.scratch().resolve("session/deep"));
        folder.commands("[ ! -e \"$MUSTER_ENGINE_SCRATCH/session\" ] || exit 4\n" + EngineFolder.LIVES);
        folder.start();
        folder.awaitPhase("ready");
        assertThat(stubborn.isAlive()).as("what is left of the engine").isFalse();
        assertThat(session.isAlive()).as("other processes of the node").isTrue();
        assertThat(folder.file("engine/keep")).exists();
    }

    /** Programs that set a title write it over their environment. Here it is empty instead. */
    @Test
    void processesThatWroteOverTheirMarkerAreEndedWithTheEngine() throws Exception {
        folder.commands("setsid sh -c 'env -i sleep 6133 8>\"$MUSTER_ENGINE_SCRATCH/held\" &' </dev/null\n"
                + "echo up >\"$MUSTER_ENGINE_SCRATCH/up\"\n" + EngineFolder.LIVES);
        Process engine = folder.start();
        folder.awaitPhase("ready");
        ProcessHandle renamed = sleeping("6133");
        Process reader = new ProcessBuilder("sleep", "6134")
                .redirectInput(folder.scratch().resolve("up").toFile())
                .start();
        try {
            engine.destroy();
            engine.waitFor();
            Eventually.isTrue("it has ended", () -> !renamed.isAlive());
            assertThat(reader.isAlive())
                    .as("a program of the user that reads a file of the engine")
                    .isTrue();
        } finally {
            reader.destroyForcibly();
            renamed.destroyForcibly();
        }
    }

    private static ProcessHandle sleeping(String seconds) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(words -> List.of(words).equals(List.of(seconds)))
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void orphansAreEndedWithTheEngine() throws Exception {
        folder.commands("setsid sh -c 'sleep 612 &' </dev/null; echo up >\"$MUSTER_ENGINE_SCRATCH/up\"\n"
                + "while [ ! -e \"$MUSTER_ENGINE/go\" ]; do sleep 0.01; done; exit 3");
        Process engine = folder.start();
        Eventually.isTrue("the orphan runs", () -> folder.process("sleep 612").isPresent());
        folder.write("engine/go", "");
        assertThat(engine.waitFor()).isEqualTo(3);
        assertThat(folder.processes()).isEmpty();
    }

    @Test
    void aSignalEndsEverythingAndIsNoFailure() throws Exception {
        folder.commands("setsid sh -c 'trap \"\" TERM; sleep 613 & wait; sleep 614' </dev/null &\n"
                + "trap 'echo bye >\"$MUSTER_ENGINE/bye\"; exit 7' TERM\n"
                + "echo up >\"$MUSTER_ENGINE_SCRATCH/up\"; while :; do sleep 0.01; done");
        Process engine = folder.start();
        folder.awaitPhase("ready");
        Eventually.isTrue("the orphan runs", () -> folder.process("sleep 613").isPresent());
        engine.destroy();
        assertThat(engine.waitFor()).isZero();
        assertThat(folder.phase()).isEqualTo("stopped");
        assertThat(folder.read("engine/bye")).isEqualTo("bye\n");
        assertThat(folder.processes()).isEmpty();
    }

    @Test
    void aSignalEndsItAlsoWhileACommandPreparesTheStart() throws Exception {
        folder.commands("sleep 615", EngineFolder.LIVES);
        Process engine = folder.start();
        Eventually.isTrue(
                "the first command runs", () -> folder.process("sleep 615").isPresent());
        engine.destroy();
        assertThat(engine.waitFor()).isZero();
        assertThat(folder.phase()).isEqualTo("stopped");
        assertThat(folder.processes()).isEmpty();
    }

    @Test
    void outputOfMonthsDoesNotFillTheDisk() throws Exception {
        folder.commands(
                "echo up >\"$MUSTER_ENGINE_SCRATCH/up\"; while :; do echo 'a line of the engine'; sleep 0.001; done");
        folder.start();
        Eventually.isTrue("the output was cut", () -> Files.exists(folder.file("logs/engine.out.1")));
        assertThat(Files.size(folder.file("logs/engine.out"))).isLessThan(EngineFolder.OUTPUT_LIMIT * 2);
    }

    @Test
    void aSignalEndsItAlsoBetweenTwoWaits() throws Exception {
        folder.write("engine/start/ready", """
                [ -e "$MUSTER_ENGINE_SCRATCH/up" ] || exit 1
                [ -e "$MUSTER_ENGINE/once" ] || { : >"$MUSTER_ENGINE/once"; kill -TERM "$(cut -d ' ' -f 1 "$MUSTER_ENGINE/../run/engine.pid")"; }
                """);
        folder.commands(EngineFolder.LIVES);
        assertThat(folder.start().waitFor()).isZero();
        assertThat(folder.phase()).isEqualTo("stopped");
        assertThat(folder.processes()).isEmpty();
    }

    @Test
    void theWatchdogStartsAKilledEngineAgainAndCountsIt() throws Exception {
        folder.commands(EngineFolder.LIVES);
        folder.watch();
        folder.awaitPhase("ready");
        WatchedFolder.kill(folder.process("sleep 600").orElseThrow().pid());
        Eventually.isTrue("it was started again", () -> folder.starts() == 2);
        folder.awaitPhase("ready");
        assertThat(folder.restarts()).isEqualTo(1);
        assertThat(folder.process("sleep 600")).isPresent();
    }

    @Test
    void aKilledScriptLeavesNoSecondEngine() throws Exception {
        folder.commands(EngineFolder.LIVES);
        folder.watch();
        folder.awaitPhase("ready");
        WatchedFolder.kill(Long.parseLong(folder.read("run/engine.pid").split(" ")[0]));
        Eventually.isTrue("it was started again", () -> folder.starts() == 2);
        folder.awaitPhase("ready");
        assertThat(folder.all("sleep 600")).hasSize(1);
    }

    @Test
    void aNewWatchdogAdoptsTheRunningEngine() throws Exception {
        folder.commands(EngineFolder.LIVES);
        Process watchdog = folder.watch();
        folder.awaitPhase("ready");
        watchdog.destroyForcibly().waitFor();
        folder.watch();
        Eventually.isTrue("it is adopted", () -> folder.read("logs/engine.out").contains("watching engine (PID"));
        assertThat(folder.starts()).isEqualTo(1);
        WatchedFolder.kill(folder.process("sleep 600").orElseThrow().pid());
        Eventually.isTrue("the adopted engine is restarted", () -> folder.starts() == 2);
    }

    @Test
    void theStopMarkerEndsTheWatchdogOnceTheEngineHasEnded() throws Exception {
        folder.commands(EngineFolder.LIVES);
        Process watchdog = folder.watch();
        folder.awaitPhase("ready");
        folder.write("run/engine-stop", "");
        assertThat(folder.process("sleep 600")).as("a marker ends nothing").isPresent();
        WatchedFolder.kill(folder.process("sleep 600").orElseThrow().pid());
        assertThat(watchdog.waitFor()).isZero();
        assertThat(folder.starts()).isEqualTo(1);
        assertThat(folder.processes()).isEmpty();
    }

    @Test
    void aStartAfterAFailureStillShowsWhyItFailed() throws Exception {
        folder.commands(
                "echo started >>\"$MUSTER_ENGINE/starts\"; [ $(wc -l <\"$MUSTER_ENGINE/starts\") -gt 1 ] || exit 9\n"
                        + "sleep 616");
        folder.watch();
        Eventually.isTrue(
                "it was started again", () -> folder.process("sleep 616").isPresent());
        assertThat(folder.phase()).isEqualTo("starting");
        assertThat(folder.reason()).containsExactly("the engine exited 9");
    }

    @Test
    void onlyOneScriptRunsForAFolder() throws Exception {
        folder.commands(EngineFolder.LIVES);
        folder.start();
        folder.awaitPhase("ready");
        assertThat(folder.start().waitFor()).isEqualTo(75);
        assertThat(folder.phase()).isEqualTo("ready");
    }

    @Test
    void theScratchFolderIsPrivateAndNeverALink() throws Exception {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("precious"), "");
        Files.createSymbolicLink(folder.scratch(), elsewhere);
        folder.commands(EngineFolder.LIVES);
        assertThat(folder.start().waitFor()).isEqualTo(78);
        assertThat(folder.reason().getFirst()).contains("cannot be created", "sudo rm -r " + folder.scratch());
        assertThat(elsewhere.resolve("precious")).exists();

        Files.delete(folder.scratch());
        folder.start();
        folder.awaitPhase("ready");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.scratch())))
                .isEqualTo("rwx------");
    }

    @Test
    void temporaryFilesOfTheEngineAreBelowItsScratchFolder() throws Exception {
        folder.commands("mktemp >\"$MUSTER_ENGINE/temporary\"; stat -c %a \"$TMPDIR\" >>\"$MUSTER_ENGINE/temporary\"\n"
                + EngineFolder.LIVES);
        folder.start();
        folder.awaitPhase("ready");
        assertThat(folder.read("engine/temporary"))
                .startsWith(folder.scratch() + "/t/")
                .endsWith("\n700\n");
    }

    @Test
    void theNodesEnvironmentMaySetAnotherFolderForTemporaryFiles() throws Exception {
        folder.write("env.sh", folder.read("env.sh") + "export TMPDIR=/tmp\n");
        folder.commands("echo \"$TMPDIR\" >\"$MUSTER_ENGINE/temporary\"\n" + EngineFolder.LIVES);
        folder.start();
        folder.awaitPhase("ready");
        assertThat(folder.read("engine/temporary")).isEqualTo("/tmp\n");
    }

    @Test
    void theEngineRunsInItsLimitsIfThereAreSome() throws Exception {
        Path programs = Files.createDirectory(temporary.resolve("bin"));
        Files.copy(EngineFolder.SCRIPT, programs.resolve("muster-engine"));
        Files.writeString(
                programs.resolve("muster-run"),
                "#!/bin/sh\nprintf '<%s>' \"$1\" \"$2\" \"$3\" >\"$MUSTER_ENGINE/limits\"\nshift 3\nexec \"$@\"\n");
        Files.setPosixFilePermissions(programs.resolve("muster-run"), PosixFilePermissions.fromString("rwx------"));
        folder.write("engine/start/enforce", "--memory\n2 GiB\n");
        folder.commands(EngineFolder.LIVES);
        folder.start(programs.resolve("muster-engine"));
        folder.awaitPhase("ready");
        assertThat(folder.read("engine/limits")).isEqualTo("<--memory><2 GiB><-->");
    }

    @Test
    void wrongUsageFailsWithAMessage() throws Exception {
        Files.delete(folder.file("engine/scratch"));
        assertThat(folder.start().waitFor()).isEqualTo(64);
    }
}
