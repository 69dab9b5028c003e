package dev.muster.core.script;

import dev.muster.core.Shell;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A script for a host: the parts of the library that it needs, each once, then what it runs. Every script that is sent to a host is made here. Values go in
 * as quoted assignments and quoted arguments only.
 */
public final class ShellScript {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Does nothing. */
    public static final ShellScript EMPTY = new ShellScript(EnumSet.noneOf(LibraryPart.class), "");

    private final Set<LibraryPart> parts;
    private final String body;

    private ShellScript(Set<LibraryPart> parts, String body) {
        this.parts = parts;
        this.body = body;
    }

    public static ShellScript of(ScriptFile file) {
        ScriptSource source = ScriptSource.of(file);
        return new ShellScript(source.uses(), source.text());
    }

    /** @param variables are set before the script runs */
    public static ShellScript of(ScriptFile file, Map<String, String> variables) {
        return of(file).withVariables(variables);
    }

    /** @param arguments the script's {@code "$@"} */
    public static ShellScript of(ScriptFile file, Map<String, String> variables, List<String> arguments) {
        return raw(("set -- " + Shell.words(arguments)).strip() + "\n")
                .then(of(file))
                .withVariables(variables);
    }

    /** Calls a function of the library. */
    public static ShellScript call(LibraryPart part, String function, String... arguments) {
        Set<LibraryPart> parts = EnumSet.noneOf(LibraryPart.class);
        ScriptSource.addWithUses(part, parts);
        return new ShellScript(parts, (name(function) + " " + Shell.words(arguments)).strip() + "\n");
    }

    /** A program: calls a function of the library with the arguments that it is started with. */
    public static ShellScript program(LibraryPart part, String function) {
        return call(part, function).withText(name(function) + " \"$@\"\n");
    }

    private ShellScript withText(String text) {
        return new ShellScript(parts, text);
    }

    /** Sets a variable for the script and for every process that it starts. */
    public static ShellScript export(String variable, String value) {
        return raw("export " + assignment(variable, value) + "\n");
    }

    /** @param text shell text as it is: the caller has quoted what varies in it */
    public static ShellScript raw(String text) {
        return new ShellScript(
                EnumSet.noneOf(LibraryPart.class), text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
    }

    public ShellScript withVariables(Map<String, String> variables) {
        StringBuilder assignments = new StringBuilder();
        new TreeMap<>(variables)
                .forEach((variable, value) ->
                        assignments.append(assignment(variable, value)).append('\n'));
        return new ShellScript(parts, assignments + body);
    }

    /** Returns a script that runs the other one after this one, in the same shell. */
    public ShellScript then(ShellScript next) {
        Set<LibraryPart> both = EnumSet.noneOf(LibraryPart.class);
        both.addAll(parts);
        both.addAll(next.parts);
        return new ShellScript(both, body + next.body);
    }

    /** Returns a script that changes no variable of what follows, and does not end it. */
    public ShellScript inSubshell() {
        return new ShellScript(parts, "(\n" + body + ")\n");
    }

    public boolean isEmpty() {
        return body.isEmpty();
    }

    /** Returns what is sent to the host. */
    public String text() {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(ScriptSource.of(part).text()));
        return text.append(body).toString();
    }

    private static String assignment(String variable, String value) {
        return name(variable) + "=" + Shell.quote(value);
    }

    private static String name(String word) {
        if (!NAME.matcher(word).matches()) {
            throw new IllegalArgumentException("no name of a shell variable or function: " + word);
        }
        return word;
    }
}
