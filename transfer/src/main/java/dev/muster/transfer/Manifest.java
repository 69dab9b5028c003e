package dev.muster.transfer;

import dev.muster.transfer.tree.Tree;
import dev.muster.transfer.tree.TreeEntry;
import dev.muster.transfer.tree.TreeEntry.Kind;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lists what the head stores of one mount: its tree, and the position of each file's content in the stored streams.
 *
 * @param contents positions by SHA-256
 */
record Manifest(Tree tree, SortedMap<String, Place> contents) {
    private static final String FIRST = "muster-mount 1";
    static final Manifest NONE = new Manifest(new Tree("", 0, List.of(), List.of()), new TreeMap<>());

    /**
     * The position of a file's content.
     *
     * @param pack file beside the manifest
     */
    record Place(String pack, long offset, long size) {}

    Manifest {
        contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
    }

    /** Returns the names of the packs that it needs. */
    List<String> packs() {
        return contents.values().stream().map(Place::pack).distinct().sorted().toList();
    }

    /** Returns the manifest as text that {@link #parse} reads. */
    String format() {
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        line(text, "tree", encode(tree.name()), Integer.toOctalString(tree.mode()));
        for (TreeEntry entry : tree.entries()) {
            line(
                    text,
                    entry.kind().name(),
                    Integer.toOctalString(entry.mode()),
                    Long.toString(entry.size()),
                    Long.toString(entry.seconds()),
                    encode(entry.content()),
                    encode(entry.path()));
        }
        contents.forEach((sha, place) ->
                line(text, "content", sha, place.pack(), Long.toString(place.offset()), Long.toString(place.size())));
        return text.append("end\n").toString();
    }

    /** Parses a manifest. Throws {@code IllegalArgumentException} if the text is not a complete manifest. */
    static Manifest parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 3
                || !lines.getFirst().equals(FIRST)
                || !lines.getLast().equals("end")) {
            throw new IllegalArgumentException("not a whole manifest");
        }
        String[] top = lines.get(1).split("\t", -1);
        List<TreeEntry> entries = new ArrayList<>();
        Map<String, Place> contents = new TreeMap<>();
        for (String line : lines.subList(2, lines.size() - 1)) {
            String[] fields = line.split("\t", -1);
            if (fields[0].equals("content")) {
                contents.put(fields[1], new Place(fields[2], Long.parseLong(fields[3]), Long.parseLong(fields[4])));
            } else {
                entries.add(entry(fields));
            }
        }
        Tree tree = new Tree(decode(top[1]), Integer.parseInt(top[2], 8), entries, List.of());
        return new Manifest(tree, new TreeMap<>(contents));
    }

    private static TreeEntry entry(String[] fields) {
        return new TreeEntry(
                decode(fields[5]),
                Kind.valueOf(fields[0]),
                Integer.parseInt(fields[1], 8),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                decode(fields[4]));
    }

    private static void line(StringBuilder text, String... fields) {
        text.append(String.join("\t", fields)).append('\n');
    }

    /** Encodes any text for one line. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
