package dev.muster.transfer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where a download goes on this machine. Every part of it is what the operator typed or a node's key, never a name that a host reported.
 *
 * @param top the folder that the operator named; a link here is followed
 * @param folder below the top, with '/'; empty for the top itself; links here are not followed
 * @param name what a single file is called; empty where entries keep their own names
 */
record Destination(Path top, String folder, String name) {
    /** Of a folder; the content alone goes to the top where the source has no name of its own. */
    static Destination ofFolder(String source, Path to, String below) {
        String own = source.endsWith("/") ? "" : lastName(source);
        return new Destination(to, joined(below, own), "");
    }

    /** Of a single file. Its name is empty where neither source nor target has one. */
    static Destination ofFile(String source, Path to, String below, Download.Landing landing) {
        return switch (landing) {
            case INSIDE -> new Destination(to, below, lastName(source));
            case AS_NAMED -> {
                Path parent = to.toAbsolutePath().getParent();
                yield new Destination(
                        Objects.requireNonNull(parent, "a file is in a folder"), below, FileNames.last(to));
            }
        };
    }

    /** Empty where the source is named relative to something else, as in {@code ~}, {@code .} and {@code a/..}. */
    private static String lastName(String source) {
        String path = source;
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        return List.of("~", ".", "..").contains(last) ? "" : last;
    }

    private static String joined(String folder, String name) {
        return folder.isEmpty() || name.isEmpty() ? folder + name : folder + "/" + name;
    }

    /** Where the entry goes, from the top. */
    String of(TreeEntry entry) {
        return joined(folder, name.isEmpty() ? entry.path() : name);
    }

    /** The folder and those above it below the top, parents first. */
    List<String> folders() {
        List<String> folders = new ArrayList<>();
        for (String part : folder.isEmpty() ? new String[0] : folder.split("/", -1)) {
            folders.add(folders.isEmpty() ? part : folders.getLast() + "/" + part);
        }
        return folders;
    }

    /** For messages. */
    Path path() {
        return FileNames.resolve(top, joined(folder, name));
    }
}
