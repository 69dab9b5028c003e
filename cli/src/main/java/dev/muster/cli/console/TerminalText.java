package dev.muster.cli.console;

/** Text from elsewhere, made safe for the person's terminal. */
public final class TerminalText {
    private TerminalText() {}

    /** One line without control characters: what a remote host says must not steer the terminal. */
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
