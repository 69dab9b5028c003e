package dev.muster.transfer;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.transfer.tree.TreeEntry;
import dev.muster.transfer.tree.TreeEntry.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what a probe found at the target of an upload.
 *
 * @param folder the folder to copy into, absolute on the host
 * @param name the name that a single file gets there
 * @param stamp inode and time of the folder; empty if it does not exist yet
 * @param entries the requested entries that exist there, by path
 */
record TargetState(String folder, String name, String stamp, Map<String, TreeEntry> entries) {
    private static final String FIRST = "muster-look 1";
    private static final int FIELDS = 5;

    TargetState {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    static TargetState parse(String host, byte[] output) {
        List<String> fields = fields(output);
        if (fields.size() < 4 || !fields.getFirst().equals(FIRST)) {
            throw unreadable(host);
        }
        try {
            Map<String, TreeEntry> entries = entries(fields.subList(4, fields.size()), Fractions.FOREIGN);
            return new TargetState(fields.get(1), fields.get(2), fields.get(3), entries);
        } catch (NumberFormatException e) {
            throw unreadable(host);
        }
    }

    private static RemoteFailure unreadable(String host) {
        return new RemoteFailure(
                host,
                host + ": cannot probe the files on the host",
                "install GNU find and xargs on the host: sudo apt-get install findutils",
                false,
                List.of());
    }

    /** Says how to treat fractions of seconds. */
    enum Fractions {
        DROPPED,
        /**
         * A time with a fraction is not from a copy of Muster's, which writes whole seconds. Somebody else wrote the file, perhaps in the same
         * second, so it never equals a file that a copy wrote.
         */
        FOREIGN
    }

    static Map<String, TreeEntry> entries(List<String> fields, Fractions fractions) {
        Map<String, TreeEntry> entries = new LinkedHashMap<>();
        list(fields, fractions).forEach(entry -> entries.put(entry.path(), entry));
        return entries;
    }

    /** Returns the entries in the host's order. Throws {@code NumberFormatException} if a number is invalid. */
    static List<TreeEntry> list(List<String> fields, Fractions fractions) {
        List<TreeEntry> entries = new ArrayList<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            String[] attributes = fields.get(i).split(" ", FIELDS);
            if (attributes.length == FIELDS) {
                entries.add(entry(attributes, fields.get(i + 1), fractions));
            }
        }
        return entries;
    }

    /** Parses one entry: a letter for the kind, octal mode, size, seconds with a fraction, path with a leading "./". */
    private static TreeEntry entry(String[] fields, String link, Fractions fractions) {
        Kind kind = switch (fields[0]) {
            case "d" -> Kind.FOLDER;
            case "l" -> Kind.LINK;
            default -> Kind.FILE;
        };
        long seconds = seconds(fields[3], fractions);
        // Anything else is in the way like a file, and never equals a file that a copy wrote.
        long size = fields[0].equals("f") ? Long.parseLong(fields[2]) : kind == Kind.FILE ? -1 : 0;
        String path = fields[4].startsWith("./") ? fields[4].substring(2) : fields[4];
        return new TreeEntry(path, kind, Integer.parseInt(fields[1], 8), size, seconds, kind == Kind.LINK ? link : "");
    }

    private static long seconds(String time, Fractions fractions) {
        String[] parts = time.split("\\.", 2);
        boolean whole = parts.length == 1 || parts[1].matches("0*");
        return fractions == Fractions.FOREIGN && !whole ? -1 : Long.parseLong(parts[0]);
    }

    static List<String> fields(byte[] output) {
        List<String> fields = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < output.length; i++) {
            if (output[i] == 0) {
                fields.add(new String(output, from, i - from, StandardCharsets.UTF_8));
                from = i + 1;
            }
        }
        return fields;
    }
}
