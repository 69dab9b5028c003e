package dev.muster.transfer;

import dev.muster.transfer.tree.FileNames;
import dev.muster.transfer.tree.TreeEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The place of a download on this machine. It consists of what the operator typed and of node keys, never of a name that a host reported.
 *
 * @param top the folder that the operator named; may be a link
 * @param folder path below the top, with '/'; empty for the top itself; links here are not followed
 * @param name name of a single file; empty if entries keep their own names
 */
record Destination(Path top, String folder, String name) {
    /** Returns the destination of a folder. If the source has no name of its own, its content goes directly to the top. */
    static Destination ofFolder(String source, Path to, String below) {
        String own = source.endsWith("/") ? "" : lastName(source);
        return new Destination(to, joined(below, own), "");
    }

    /** Returns the destination of a single file. Its name is empty if neither source nor target has one. */
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

    /** Returns the source's name. Empty if the source is relative to something else, as {@code ~}, {@code .} and {@code a/..} are. */
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

    /** Returns the entry's path, relative to the top. */
    String of(TreeEntry entry) {
        return joined(folder, name.isEmpty() ? entry.path() : name);
    }

    /** Returns the folder and its parents below the top, parents first. */
    List<String> folders() {
        List<String> folders = new ArrayList<>();
        for (String part : folder.isEmpty() ? new String[0] : folder.split("/", -1)) {
            folders.add(folders.isEmpty() ? part : folders.getLast() + "/" + part);
        }
        return folders;
    }

    /** Returns the absolute path, for messages. */
    Path path() {
        return FileNames.resolve(top, joined(folder, name));
    }
}
