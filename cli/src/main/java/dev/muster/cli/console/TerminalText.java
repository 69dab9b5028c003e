package dev.muster.cli.console;

import dev.muster.core.HostText;

/** Makes text from a host or a file safe to print on the operator's terminal. */
public final class TerminalText {
    private static final char ESCAPE = '\033';

    private TerminalText() {}

    /** Returns one line without characters that control the terminal or change the order of others. */
    public static String printable(String text) {
        return clean(text, false);
    }

    /** Returns the same for a line that may have the colours of {@code ColorMode}. A host can send no more than such colours through it. */
    public static String painted(String line) {
        return clean(line, true);
    }

    private static String clean(String text, boolean keepsColours) {
        if (text.chars().allMatch(HostText::isPlain)) {
            return text;
        }
        String stripped = keepsColours ? text : text.strip();
        StringBuilder clean = new StringBuilder(stripped.length());
        for (int i = 0; i < stripped.length(); ) {
            int colour = keepsColours ? colourEnd(stripped, i) : i;
            if (colour > i) {
                clean.append(stripped, i, colour);
                i = colour;
            } else {
                clean.append(printable(stripped.charAt(i), keepsColours));
                i++;
            }
        }
        return clean.toString();
    }

    /** Returns the end of a colour that begins at the position, or the position itself. */
    private static int colourEnd(String text, int from) {
        if (text.charAt(from) != ESCAPE || from + 1 >= text.length() || text.charAt(from + 1) != '[') {
            return from;
        }
        int at = from + 2;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == ';')) {
            at++;
        }
        return at < text.length() && text.charAt(at) == 'm' ? at + 1 : from;
    }

    private static char printable(char character, boolean keepsTabs) {
        if (HostText.isPlain(character) || keepsTabs && character == '\t') {
            return character;
        }
        return character == '\n' || character == '\t' ? ' ' : '?';
    }
}
