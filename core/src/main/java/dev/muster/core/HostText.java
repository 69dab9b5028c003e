package dev.muster.core;

import java.util.ArrayList;
import java.util.List;

/** Bounds what a host printed before anything searches, stores or shows it. A host may print anything: lines without an end, and terminal commands. */
public final class HostText {
    /** In characters. */
    public static final int LONGEST_LINE = 500;
    /** In characters, line breaks included. */
    public static final int LONGEST_TEXT = 8 * 1024;

    private HostText() {}

    /** The beginning of one line, with a space for each character that commands a terminal or changes the order of others. */
    public static String line(String line) {
        String clipped = line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE);
        return clipped.chars().allMatch(HostText::isPlain) ? clipped : plain(clipped, false);
    }

    /** The same for a text, which keeps its line breaks. */
    public static String text(String text) {
        String clipped = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
        return clipped.chars().allMatch(HostText::isPlain) ? clipped : plain(clipped, true);
    }

    /** Returns whether the character only prints something. U+202E, for one, lets the text after it run to the left. */
    public static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.FORMAT -> !isBidirectional(character);
            default -> true;
        };
    }

    private static boolean isBidirectional(int character) {
        return character == 0x061C
                || character >= 0x200E && character <= 0x200F
                || character >= 0x202A && character <= 0x202E
                || character >= 0x2066 && character <= 0x2069;
    }

    /** The last lines that fit into {@link #LONGEST_TEXT} together, each as {@link #line} returns it. */
    public static List<String> lastLines(List<String> lines) {
        List<String> kept = new ArrayList<>();
        int length = 0;
        for (String line : lines.reversed()) {
            String clipped = line(line);
            length += clipped.length() + 1;
            if (length > LONGEST_TEXT) {
                break;
            }
            kept.add(clipped);
        }
        return List.copyOf(kept.reversed());
    }

    private static String plain(String text, boolean keepsLines) {
        StringBuilder plain = new StringBuilder(text.length());
        text.chars().forEach(each -> plain.append(isPlain(each) || keepsLines && each == '\n' ? (char) each : ' '));
        return plain.toString();
    }
}
