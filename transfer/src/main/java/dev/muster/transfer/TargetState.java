package dev.muster.transfer;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.transfer.TreeEntry.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a look at the target found: see {@link Looks}.
 *
 * @param folder into which it is copied, absolute on the host
 * @param name that a single file gets there
 * @param stamp inode and time of the folder; empty where there is none yet
 * @param entries of those that were asked for, by path; what is not there is not among them
 */
record TargetState(String folder, String name, String stamp, Map<String, TreeEntry> entries) {
    private static final String FIRST = "muster-look 1";
    private static final int FIELDS = 5;

    TargetState {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    static TargetState parse(String host, byte[] output) {
        List<String> words = words(output);
        if (words.size() < 4 || !words.getFirst().equals(FIRST)) {
            throw unreadable(host);
        }
        try {
            Map<String, TreeEntry> entries = entries(words.subList(4, words.size()), Fractions.ANOTHERS);
            return new TargetState(words.get(1), words.get(2), words.get(3), entries);
        } catch (NumberFormatException e) {
            throw unreadable(host);
        }
    }

    private static RemoteFailure unreadable(String host) {
        return new RemoteFailure(
                host,
                host + ": the look at the files there was not answered",
                "it needs find and xargs of GNU on the host",
                false,
                List.of());
    }

    /** How fractions of seconds are taken. */
    enum Fractions {
        DROPPED,
        /** Whole seconds are what a copy of Muster's has: what has a fraction was written by somebody else, perhaps in that very second, and is like none of Muster's. */
        ANOTHERS
    }

    static Map<String, TreeEntry> entries(List<String> words, Fractions fractions) {
        Map<String, TreeEntry> entries = new LinkedHashMap<>();
        list(words, fractions).forEach(entry -> entries.put(entry.path(), entry));
        return entries;
    }

    /** In the host's order; throws {@code NumberFormatException} where a number is none. */
    static List<TreeEntry> list(List<String> words, Fractions fractions) {
        List<TreeEntry> entries = new ArrayList<>();
        for (int i = 0; i + 1 < words.size(); i += 2) {
            String[] fields = words.get(i).split(" ", FIELDS);
            if (fields.length == FIELDS) {
                entries.add(entry(fields, words.get(i + 1), fractions));
            }
        }
        return entries;
    }

    /** A letter for the kind, mode in octal, size, seconds with a fraction, path with "./" in front. */
    private static TreeEntry entry(String[] fields, String link, Fractions fractions) {
        Kind kind = switch (fields[0]) {
            case "d" -> Kind.FOLDER;
            case "l" -> Kind.LINK;
            default -> Kind.FILE;
        };
        long seconds = seconds(fields[3], fractions);
        // What is neither is in the way like a file, and looks like none of Muster's.
        long size = fields[0].equals("f") ? Long.parseLong(fields[2]) : kind == Kind.FILE ? -1 : 0;
        String path = fields[4].startsWith("./") ? fields[4].substring(2) : fields[4];
        return new TreeEntry(path, kind, Integer.parseInt(fields[1], 8), size, seconds, kind == Kind.LINK ? link : "");
    }

    private static long seconds(String time, Fractions fractions) {
        String[] parts = time.split("\\.", 2);
        boolean whole = parts.length == 1 || parts[1].matches("0*");
        return fractions == Fractions.ANOTHERS && !whole ? -1 : Long.parseLong(parts[0]);
    }

    static List<String> words(byte[] output) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < output.length; i++) {
            if (output[i] == 0) {
                words.add(new String(output, from, i - from, StandardCharsets.UTF_8));
                from = i + 1;
            }
        }
        return words;
    }
}
