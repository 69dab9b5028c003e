package dev.muster.engine.ray.start;

import dev.muster.engine.ray.shell.ShellText;
import dev.muster.engine.ray.shell.SimpleCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One command of the file, and what it does with Ray.
 *
 * @param index its place in its list, counted from 0
 * @param stops the commands in it that stop Ray
 * @param keepsPath whether nothing in it changes which programs are found
 * @param isStructured whether it has groups, loops, conditions or functions
 */
record ReadCommand(
        int index,
        String text,
        List<StartLine> starts,
        List<RayUse.Stop> stops,
        boolean isStructured,
        boolean keepsPath,
        List<Finding> findings) {
    /** Programs after which the same 'ray' is found as before. */
    private static final Set<String> KEEPS_PATH =
            Set.of("ulimit", "true", ":", "echo", "printf", "sleep", "mkdir", "rm", "umask", "date", "hostname");

    private static final int SHOWN = 120;

    ReadCommand {
        starts = List.copyOf(starts);
        stops = List.copyOf(stops);
        findings = List.copyOf(findings);
    }

    static ReadCommand read(int index, String text) {
        Optional<ShellText> scanned = ShellText.scan(text);
        if (scanned.isEmpty()) {
            boolean isMentioned = RayUses.MENTION.matcher(text).find();
            List<Finding> findings =
                    isMentioned ? List.of(unclear(index, text, "a quote or parenthesis is open")) : List.of();
            return new ReadCommand(index, text, List.of(), List.of(), true, false, findings);
        }
        return read(index, scanned.get());
    }

    private static ReadCommand read(int index, ShellText scanned) {
        List<StartLine> starts = new ArrayList<>();
        List<RayUse.Stop> stops = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        boolean keepsPath = true;
        List<SimpleCommand> commands = scanned.commands();
        for (SimpleCommand command : commands) {
            boolean isLast = command == commands.getLast();
            switch (RayUses.of(command)) {
                case RayUse.None none ->
                    keepsPath &= KEEPS_PATH.contains(command.words().getFirst().value());
                case RayUse.Start start -> {
                    // An assignment before it may change PATH.
                    keepsPath &= command.words().getFirst().equals(start.program());
                    starts.add(StartLine.of(index, command, start, isLast));
                }
                case RayUse.Stop stop -> stops.add(stop);
                case RayUse.Unclear unclear -> findings.add(unclear(index, scanned.text(), unclear.why()));
            }
        }
        if (scanned.documents().stream()
                .anyMatch(body -> RayUses.MENTION.matcher(body).find())) {
            findings.add(unclear(index, scanned.text(), "Ray's command is inside a here-document"));
        }
        return new ReadCommand(index, scanned.text(), starts, stops, scanned.isStructured(), keepsPath, findings);
    }

    private static Finding unclear(int index, String text, String why) {
        return Finding.error(
                index,
                "this command cannot be changed safely, because " + why + ": " + shown(text),
                "write 'ray start ...' as a command of its own");
    }

    private static String shown(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 3) + "...";
    }
}
