package dev.muster.engine.ray.shell;

import dev.muster.engine.ray.shell.SimpleCommand.End;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Splits bash text into simple commands. Words of the grammar ({@code if}, {@code then}, an opening brace) are left out. */
final class ShellScanner {
    private static final Set<String> BLOCKS =
            Set.of("if", "then", "elif", "else", "fi", "while", "until", "do", "done", "esac", "{", "}", "!", "coproc");
    private static final Set<String> HEADS = Set.of("for", "case", "select", "function");
    private static final List<String> REDIRECTIONS =
            List.of("<<<", "<<-", "&>>", "<<", ">>", "<&", ">&", "<>", ">|", "&>", "<", ">");
    private static final List<String> SEPARATORS = List.of(";;&", ";;", ";&", "&&", "||", "|&", ";", "&", "|");

    /** A here-document whose body begins on the next line. */
    private record Document(String delimiter, boolean isIndented) {}

    private final String text;
    private final List<SimpleCommand> commands = new ArrayList<>();
    private final List<String> documents = new ArrayList<>();
    private final Deque<Document> open = new ArrayDeque<>();
    private List<Word> words = new ArrayList<>();
    private boolean isPiped;
    private boolean isStructured;
    private int at;

    ShellScanner(String text) {
        this.text = text;
    }

    ShellText scan() {
        while (at < text.length()) {
            step(text.charAt(at));
        }
        end(End.SEQUENCE);
        return new ShellText(text, commands, documents, isStructured);
    }

    private void step(char letter) {
        if (letter == ' ' || letter == '\t') {
            at++;
        } else if (text.startsWith("\\\n", at)) {
            at += 2;
        } else if (letter == '#') {
            at = lineEnd(at);
        } else if (letter == '\n') {
            at++;
            end(End.SEQUENCE);
            readDocuments();
        } else if (letter == '(' || letter == ')') {
            parenthesis(letter);
        } else if (!redirection() && !separator()) {
            word();
        }
    }

    private void parenthesis(char letter) {
        isStructured = true;
        if (letter == '(' && words.isEmpty() && text.startsWith("((", at)) {
            at = new Skips(text).nested('(', ')', at + 1);
            return;
        }
        at++;
        end(End.GROUP);
    }

    private void word() {
        Word word = WordScanner.read(text, at);
        at = word.end();
        boolean isDescriptor = word.raw().chars().allMatch(Character::isDigit)
                && at < text.length()
                && "<>".indexOf(text.charAt(at)) >= 0;
        if (!isDescriptor) {
            words.add(word);
        }
    }

    private boolean redirection() {
        boolean isSubstitution = text.startsWith("<(", at) || text.startsWith(">(", at);
        String operator = isSubstitution ? "" : first(REDIRECTIONS);
        if (operator.isEmpty()) {
            return false;
        }
        at += operator.length();
        while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        Word target = WordScanner.read(text, at);
        at = target.end();
        if (operator.equals("<<") || operator.equals("<<-")) {
            open.add(new Document(target.value(), operator.equals("<<-")));
        }
        return true;
    }

    private boolean separator() {
        String operator = first(SEPARATORS);
        at += operator.length();
        switch (operator) {
            case "" -> {
                return false;
            }
            case "&&", "||" -> end(End.CONDITION);
            case "|", "|&" -> end(End.PIPE);
            case "&" -> end(End.BACKGROUND);
            case ";" -> end(End.SEQUENCE);
            default -> {
                isStructured = true;
                end(End.SEQUENCE);
            }
        }
        return true;
    }

    private String first(List<String> operators) {
        return operators.stream()
                .filter(operator -> text.startsWith(operator, at))
                .findFirst()
                .orElse("");
    }

    private void end(End end) {
        List<Word> all = words;
        words = new ArrayList<>();
        int first = 0;
        while (first < all.size()
                && all.get(first).isBare()
                && BLOCKS.contains(all.get(first).value())) {
            first++;
        }
        isStructured |= first > 0;
        List<Word> rest = all.subList(first, all.size());
        if (!rest.isEmpty()) {
            isStructured |=
                    rest.getFirst().isBare() && HEADS.contains(rest.getFirst().value());
            commands.add(new SimpleCommand(rest, end, isPiped || end == End.PIPE));
        }
        // A line break after a pipe does not end the pipe.
        isPiped = end == End.PIPE || (rest.isEmpty() && isPiped);
    }

    private void readDocuments() {
        while (!open.isEmpty()) {
            Document document = open.remove();
            StringBuilder body = new StringBuilder();
            boolean isClosed = false;
            while (at < text.length() && !isClosed) {
                String line = text.substring(at, lineEnd(at));
                at = Math.min(text.length(), lineEnd(at) + 1);
                String shown = document.isIndented() ? line.replaceFirst("^\t+", "") : line;
                isClosed = shown.equals(document.delimiter());
                body.append(isClosed ? "" : line + "\n");
            }
            documents.add(body.toString());
        }
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
