package dev.muster.engine.ray.start;

import dev.muster.engine.ray.shell.SimpleCommand;
import dev.muster.engine.ray.shell.Word;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognizes the commands that start or stop Ray. */
final class RayUses {
    private static final RayUse NONE = new RayUse.None();
    private static final Pattern ASSIGNMENT =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\[[^]]*])?\\+?=.*", Pattern.DOTALL);
    private static final Pattern PYTHON = Pattern.compile("python[0-9.]*");
    private static final Pattern EXPANSION = Pattern.compile("[$`*?\\[{})]");

    /** Ray's command in text that is not a command of its own. */
    static final Pattern MENTION = Pattern.compile(
            "(?:^|[^\\w.-])ray['\"]?(?:\\.scripts\\.scripts)?\\s+(?:--\\S+\\s+)*['\"]?(?:start|stop)(?![\\w-])");

    /** They print their arguments, or look them up. */
    private static final Set<String> PRINTERS = Set.of(
            "echo", "printf", "true", ":", "type", "which", "logger", "grep", "[", "[[", "test", "export", "pgrep",
            "pkill");

    /** They run a program in their place. */
    private static final Set<String> REPLACED = Set.of("exec", "command", "builtin", "nohup", "time", "env");

    /** They run a program and end with it. */
    private static final Set<String> FOREGROUND = Set.of("nice", "ionice", "numactl", "taskset", "stdbuf", "chrt");

    /** They may end before the program does, or end it. */
    private static final Set<String> RUNNERS =
            Set.of("timeout", "setsid", "conda", "mamba", "micromamba", "uv", "poetry", "pixi", "pipenv", "xvfb-run");

    private static final Set<String> OTHER_USERS = Set.of("sudo", "su", "doas", "runuser");

    private final List<Word> words;

    private RayUses(List<Word> words) {
        this.words = words;
    }

    static RayUse of(SimpleCommand command) {
        return new RayUses(command.words()).find();
    }

    private RayUse find() {
        int first = skipAssignments(0);
        boolean isReplaced = false;
        while (first < words.size() && REPLACED.contains(words.get(first).value())) {
            first = skipAssignments(first + 1);
            isReplaced = true;
        }
        RayUse found = first < words.size() ? at(first, !isReplaced) : NONE;
        return found instanceof RayUse.None ? mentioned(first) : found;
    }

    private int skipAssignments(int from) {
        int at = from;
        while (at < words.size() && ASSIGNMENT.matcher(words.get(at).raw()).matches()) {
            at++;
        }
        return at;
    }

    private RayUse at(int first, boolean isDirect) {
        RayUse own = call(first, first, isDirect, true);
        if (!(own instanceof RayUse.None)) {
            return own;
        }
        String name = words.get(first).fileName();
        if (OTHER_USERS.contains(name) || FOREGROUND.contains(name) || RUNNERS.contains(name)) {
            return wrapped(first, name);
        }
        return NONE;
    }

    private RayUse wrapped(int first, String name) {
        for (int at = first + 1; at < words.size(); at++) {
            RayUse use = call(at, first, false, FOREGROUND.contains(name));
            if (use instanceof RayUse.Start && OTHER_USERS.contains(name)) {
                return new RayUse.Unclear("Ray would run as another user and without the cluster's variables");
            }
            if (!(use instanceof RayUse.None)) {
                return use;
            }
        }
        return NONE;
    }

    /** @param begin the first word of the whole command */
    private RayUse call(int at, int begin, boolean isDirect, boolean mayBlock) {
        int subcommand = subcommand(at);
        if (subcommand < 0 || subcommand >= words.size()) {
            return NONE;
        }
        Word word = words.get(subcommand);
        if (!word.isFixed()) {
            return new RayUse.Unclear("it is not visible what '" + word.raw() + "' is");
        }
        return switch (word.value()) {
            case "start" ->
                new RayUse.Start(words.get(at), word, words.subList(subcommand + 1, words.size()), isDirect, mayBlock);
            case "stop" -> new RayUse.Stop(words.subList(begin, words.size()));
            default -> NONE;
        };
    }

    /** Returns the place of Ray's subcommand if the word there runs Ray's command line, otherwise -1. */
    private int subcommand(int at) {
        String name = words.get(at).fileName();
        if (name.equals("ray")) {
            return skipOptions(at + 1);
        }
        if (PYTHON.matcher(name).matches()) {
            for (int i = at + 1; i + 1 < words.size() && words.get(i).value().startsWith("-"); i++) {
                if (words.get(i).value().equals("-m")) {
                    return words.get(i + 1).value().equals("ray.scripts.scripts") ? skipOptions(i + 2) : -1;
                }
            }
        }
        return isInvisible(name) && at + 1 < words.size() && isSubcommand(words.get(at + 1)) ? at : -1;
    }

    private static boolean isInvisible(String name) {
        return EXPANSION.matcher(name).find();
    }

    private static boolean isSubcommand(Word word) {
        return word.value().equals("start") || word.value().equals("stop");
    }

    /** The options of {@code ray} itself have values. */
    private int skipOptions(int from) {
        int at = from;
        while (at < words.size() && words.get(at).value().startsWith("--")) {
            at += words.get(at).value().contains("=") ? 1 : 2;
        }
        return at;
    }

    private RayUse mentioned(int first) {
        boolean isPrinter =
                first < words.size() && PRINTERS.contains(words.get(first).value());
        String all = String.join(" ", words.stream().map(Word::value).toList());
        boolean isMentioned = isPrinter
                ? words.stream()
                        .anyMatch(word ->
                                !word.isFixed() && MENTION.matcher(word.value()).find())
                : MENTION.matcher(all).find();
        return isMentioned ? new RayUse.Unclear("Ray's command is inside another one") : NONE;
    }
}
