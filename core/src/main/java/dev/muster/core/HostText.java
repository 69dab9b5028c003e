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

    /** The beginning of one line, with a space for each control character. */
    public static String line(String line) {
        String clipped = line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE);
        return clipped.chars().anyMatch(Character::isISOControl) ? printable(clipped) : clipped;
    }

    /** The beginning of a text of several lines, otherwise as it is. */
    public static String text(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
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

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.chars().forEach(each -> printable.append(Character.isISOControl(each) ? ' ' : (char) each));
        return printable.toString();
    }
}
