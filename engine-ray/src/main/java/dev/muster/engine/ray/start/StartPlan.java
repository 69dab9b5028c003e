package dev.muster.engine.ray.start;

import dev.muster.core.script.ShellScript;
import dev.muster.engine.ray.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The commands that start Ray on a node, as they run.
 *
 * @param commands in their order; the last one runs as long as Ray
 * @param findings what is wrong with the file's commands; with an error among them, the commands cannot run
 * @param tempFolder Ray's folder if the commands name one; empty for the scratch folder
 * @param program Ray's program as the commands call it; empty if that is only known when they run
 * @param needsProgram whether that program must be there before the commands run
 * @param headPort the port of the head that a worker's commands name
 */
record StartPlan(
        List<String> commands,
        List<Finding> findings,
        RayPorts ports,
        Optional<String> tempFolder,
        String program,
        boolean needsProgram,
        Optional<Integer> headPort) {
    private static final Pattern HEAD_ADDRESS = Pattern.compile("\\$(?:RAY_HEAD_IP|\\{RAY_HEAD_IP}):([0-9]{1,5})");

    StartPlan {
        commands = List.copyOf(commands);
        findings = List.copyOf(findings);
    }

    /** @param commands at least one */
    static StartPlan of(List<String> commands, Side side) {
        List<ReadCommand> all = IntStream.range(0, commands.size())
                .mapToObj(index -> ReadCommand.read(index, commands.get(index)))
                .toList();
        List<StartLine> starts =
                all.stream().flatMap(command -> command.starts().stream()).toList();
        Optional<String> tempFolder = starts.stream()
                .flatMap(start -> start.value("--temp-dir").stream())
                .findFirst();
        return new StartPlan(
                rewritten(all, starts, side, tempFolder),
                findings(all, starts, side),
                starts.isEmpty() ? RayPorts.DEFAULT : ports(starts.getFirst()),
                tempFolder,
                program(starts),
                all.stream().allMatch(ReadCommand::keepsPath),
                headPort(starts));
    }

    boolean hasErrors() {
        return findings.stream().anyMatch(Finding::isError);
    }

    private static List<String> rewritten(
            List<ReadCommand> all, List<StartLine> starts, Side side, Optional<String> tempFolder) {
        ReadCommand last = all.getLast();
        boolean blocks = starts.size() == 1
                && last.starts().equals(starts)
                && !last.isStructured()
                && starts.getFirst().canBlock();
        List<String> commands = new ArrayList<>();
        all.forEach(command -> commands.add(StartRewrite.of(command, side, blocks)));
        if (!blocks) {
            commands.add(ShellScript.of(RayScript.WAIT, Map.of("temp", tempFolder.orElse("")))
                    .text());
        }
        return commands;
    }

    private static List<Finding> findings(List<ReadCommand> all, List<StartLine> starts, Side side) {
        List<Finding> findings = new ArrayList<>();
        all.forEach(command -> findings.addAll(command.findings()));
        starts.forEach(start -> findings.addAll(StartCheck.of(start, side)));
        if (starts.isEmpty() && findings.isEmpty()) {
            findings.add(Finding.error(all.size() - 1, "no command starts Ray", hint(side)));
        }
        Set<Object> differences = starts.stream()
                .map(start -> List.of(ports(start), start.value("--temp-dir")))
                .collect(Collectors.toSet());
        if (differences.size() > 1) {
            findings.add(Finding.error(
                    starts.getLast().command(),
                    "several commands start Ray, with different ports or folders",
                    "keep one of them"));
        }
        return findings;
    }

    private static String hint(Side side) {
        return "write '" + DefaultCommands.start(side, RayPorts.DEFAULT) + "' as a command of its own";
    }

    private static RayPorts ports(StartLine start) {
        int old = start.port("--redis-port").orElse(RayPorts.DEFAULT.gcs());
        return new RayPorts(
                start.port("--port").orElse(old), start.port("--dashboard-port").orElse(RayPorts.DEFAULT.dashboard()));
    }

    private static String program(List<StartLine> starts) {
        return starts.stream()
                .map(start -> start.use().program())
                .filter(word -> word.isFixed() && word.fileName().equals("ray"))
                .map(Word::value)
                .filter(text -> text.equals("ray") || text.startsWith("/"))
                .findFirst()
                .orElse("");
    }

    private static Optional<Integer> headPort(List<StartLine> starts) {
        return starts.stream()
                .flatMap(start -> start.value("--address").or(() -> start.value("--redis-address")).stream())
                .map(HEAD_ADDRESS::matcher)
                .filter(Matcher::matches)
                .map(address -> Integer.parseInt(address.group(1)))
                .findFirst();
    }
}
