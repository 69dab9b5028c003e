package dev.muster.cli.console;

/** Makes text from a host or a file safe to print on the operator's terminal. */
public final class TerminalText {
    private TerminalText() {}

    /** Returns one line without control characters, which could otherwise control the terminal. */
    public static String printable(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder clean = new StringBuilder();
        text.strip().chars().forEach(c -> clean.append(printable((char) c)));
        return clean.toString();
    }

    private static char printable(char c) {
        if (c == '\n' || c == '\t') {
            return ' ';
        }
        return Character.isISOControl(c) ? '?' : c;
    }
}
