package dev.muster.engine.ray.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.script.ShellScript;
import dev.muster.engine.EngineCommands;
import dev.muster.engine.EngineProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of {@code ray start} and {@code ray stop} are changed, and nothing else. */
class StartPlanTest {
    private static final List<String> PIECES = List.of(
            "ray",
            "status",
            "start",
            "'",
            "\"",
            "$(",
            ")",
            "`",
            "\\",
            "\n",
            " ",
            ";",
            "&&",
            "|",
            "&",
            "(",
            "{",
            "}",
            "<<E",
            "E",
            "if",
            "fi",
            "#",
            ">f",
            "a=b",
            "$x",
            "${y}",
            "~",
            "=",
            "echo",
            "sudo",
            "python -m x",
            "--head",
            "2>&1",
            "[[",
            "]]");

    @TempDir
    Path folder;

    static Stream<Rewrites.Example> examples() {
        return Rewrites.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void changesTheWordsThatMusterNeeds(Rewrites.Example example) {
        StartPlan plan = StartPlan.of(List.of(example.command()), example.side());

        assertThat(plan.commands().getFirst()).isEqualTo(example.rewritten());
        assertThat(plan.commands()).hasSize(example.blocks() ? 1 : 2);
        assertThat(plan.hasErrors()).as("%s", plan.findings()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void bashRunsWhatWasWritten(Rewrites.Example example) throws Exception {
        String command = StartPlan.of(List.of(example.command()), example.side())
                .commands()
                .getFirst();

        assertThat(callsOfRay(command)).isEqualTo(example.runs());
    }

    /** The scanner never loses its place, whatever the text is. */
    @Test
    void leavesTextWithoutRaysCommandsAsItIs() {
        long first = Long.getLong("seed", new Random().nextLong());
        for (long seed = first; seed < first + 50_000; seed++) {
            String text = randomText(new Random(seed)).replace("ray", "rays");
            assertThat(StartPlan.of(List.of(text), Side.HEAD).commands().getFirst())
                    .as("-Dseed=%d", seed)
                    .isEqualTo(text);
        }
    }

    /** Whatever surrounds it, the original is what remains when the added words are taken out. */
    @Test
    void onlyAddsToTextAroundRayStart() {
        long first = Long.getLong("seed", new Random().nextLong());
        for (long seed = first; seed < first + 20_000; seed++) {
            Random random = new Random(seed);
            String text = randomText(random) + "\nray start --head --port=7000\n" + randomText(random);
            String rewritten = StartPlan.of(List.of(text), Side.HEAD).commands().getFirst();

            String restored = rewritten
                    .replace(" --no-monitor", "")
                    .replace(Rewrites.ADDED, "")
                    .replace(" --block", "")
                    .replace("exec ray", "ray");
            assertThat(restored).as("-Dseed=%d", seed).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bash -c \"ray start --head\"",
                "eval 'ray start --head'",
                "bash -lc 'conda activate x && ray start --head'",
                "echo $(ray start --head)",
                "X=`ray start --head`",
                "$RAY start --head",
                "\"${RAY}\" stop; ray start --head",
                "ray $COMMAND --head",
                "sudo ray start --head",
                "ssh other ray start --head",
                "xargs ray start --head </dev/null",
                "bash <<END\nray start --head\nEND",
                "function begin { ray start --head; }; begin",
                "for i in 1 2; do ray start --head; done; bash -c 'ray stop'",
                "python -c 'import os; os.system(\"ray start --head\")'",
                "ray start --head 'open"
            })
    void refusesWhatCannotBeChangedSafely(String command) {
        List<Finding> errors = errors(List.of("true", command), Side.HEAD);

        assertThat(errors).isNotEmpty().allSatisfy(error -> {
            assertThat(error.command()).isEqualTo(1);
            assertThat(error.message()).startsWith("this command cannot be changed safely, because ");
            assertThat(error.message()).contains(command.replaceAll("\\s+", " "));
            assertThat(error.hint()).isEqualTo("write 'ray start ...' as a command of its own");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo ray start",
                "echo 'now ray start follows'",
                "grep -q 'ray start' ~/.bashrc",
                "pip install ray",
                "ray status",
                "start-ray.sh",
                "my-ray start",
                "ray-start",
                "$HOME/bin/redis start",
                "# ray start --head",
                "cat <<'E'\nray, start!\nE"
            })
    void doesNotTakeOtherTextForACommandOfRay(String command) {
        StartPlan plan = StartPlan.of(List.of(command, "ray start --head"), Side.HEAD);

        assertThat(plan.findings()).isEmpty();
        assertThat(plan.commands().getFirst()).isEqualTo(command);
    }

    @Test
    void waitsInACommandOfItsOwnWhereRayStartIsNotTheLast() {
        StartPlan plan = StartPlan.of(List.of("ray stop", "ray start --head --block", "python warm.py"), Side.HEAD);

        assertThat(plan.commands())
                .containsExactly(
                        "true",
                        Rewrites.HEAD + " --head",
                        "python warm.py",
                        ShellScript.of(RayScript.WAIT, Map.of("temp", "")).text());
    }

    @Test
    void refusesCommandsThatDoNotStartRay() {
        assertThat(errors(List.of("ray stop", "bash ~/start.sh"), Side.HEAD))
                .containsExactly(Finding.error(
                        1, "no command starts Ray", "write 'ray start --head --port=6379' as a command of its own"));
        assertThat(errors(List.of("ray start --address=x:1 --head"), Side.WORKER))
                .hasSize(1);
        assertThat(errors(List.of("ray start"), Side.WORKER)).hasSize(1);
        assertThat(errors(List.of("ray start --address=x:1"), Side.HEAD)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ray start --head --port=$PORT",
                "ray start --head --port=0",
                "ray start --head --port 70000",
                "ray start --head --port=17000",
                "ray start --head --dashboard-port=auto",
                "ray start --head --temp-dir=~/ray",
                "ray start --head --temp-dir=$X",
                "ray start --head; ray start --head --port=6380"
            })
    void refusesWhatMusterCouldNotFind(String command) {
        assertThat(errors(List.of(command), Side.HEAD)).hasSize(1);
    }

    @Test
    void warnsOfWhatItCannotSeeAndOfWhatRayRenamed() {
        StartPlan plan = StartPlan.of(List.of("ray start --head $OPTIONS --redis-port=6380 --temp-dir=/t"), Side.HEAD);

        assertThat(plan.hasErrors()).isFalse();
        assertThat(plan.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "Ray's folder /t stays after 'cluster down', and clusters on one host must not share it",
                        "Ray replaced --redis-port with --port, and Muster writes that",
                        "it is not visible which options '$OPTIONS' contains");
        assertThat(plan.ports()).isEqualTo(new RayPorts(6380, 8265));
        assertThat(plan.tempFolder()).contains("/t");
    }

    @Test
    void findsThePortsOfTheHead() {
        EngineCommands commands = new EngineCommands(
                List.of("ray start --head --port 7000 --dashboard-port=9000"),
                List.of("ray start --address=${RAY_HEAD_IP}:7000"));

        assertThat(RayCommands.of(commands).ports()).isEqualTo(new RayPorts(7000, 9000));
        assertThat(RayCommands.of(commands).problems()).isEmpty();
    }

    @Test
    void aWorkerMustNameThePortOfTheHead() {
        EngineCommands commands = new EngineCommands(
                List.of("ray start --head --port=7000"), List.of("true", "ray start --address=$RAY_HEAD_IP:6379"));

        assertThat(RayCommands.of(commands).problems())
                .containsExactly(new EngineProblem(
                        new EngineProblem.Place.WorkerCommand(1),
                        true,
                        "workers look for the head at port 6379, but it listens at 7000",
                        "write the same port in both"));
    }

    @Test
    void withoutCommandsRaysDefaultsRun() {
        RayCommands commands = RayCommands.of(EngineCommands.NONE);

        assertThat(commands.problems()).isEmpty();
        assertThat(commands.of(Side.HEAD).commands())
                .containsExactly("ulimit -c unlimited; exec " + Rewrites.HEAD + " --block --head --port=6379");
        assertThat(commands.of(Side.WORKER).commands())
                .containsExactly("exec " + Rewrites.WORKER + " --block --address=$RAY_HEAD_IP:6379");
    }

    @Test
    void workersWithoutCommandsUseThePortOfTheHeadsCommands() {
        RayCommands commands = RayCommands.of(new EngineCommands(List.of("ray start --head --port=7000"), List.of()));

        assertThat(commands.of(Side.WORKER).commands().getFirst()).endsWith("--address=$RAY_HEAD_IP:7000");
    }

    private static List<Finding> errors(List<String> commands, Side side) {
        return StartPlan.of(commands, side).findings().stream()
                .filter(Finding::isError)
                .toList();
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size()))).append(random.nextBoolean() ? " " : "");
        }
        return text.toString();
    }

    private List<String> callsOfRay(String command) throws IOException, InterruptedException {
        Path calls = folder.resolve("calls");
        fake("ray", "printf '[%s]' \"$@\" >>'" + calls + "'; echo >>'" + calls + "'");
        fake("python", "[ \"$1 $2 $3\" = '-u -m ray.scripts.scripts' ] && shift 3 && exec ray \"$@\"");
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
        bash.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        bash.environment()
                .putAll(Map.of(
                        "FOLDER", folder.toString(),
                        "MUSTER_ENGINE_SCRATCH", "/s",
                        "MUSTER_ENGINE_ADDRESS", "10.0.0.2",
                        "RAY_HEAD_IP", "10.0.0.1"));
        Process process = bash.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private void fake(String program, String script) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(program);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
