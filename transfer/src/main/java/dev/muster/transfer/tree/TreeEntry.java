package dev.muster.transfer.tree;

/**
 * One file, folder or link below a folder.
 *
 * @param path path from the folder, with '/'; empty for the folder itself
 * @param mode permission bits, including set-id and sticky bits
 * @param size bytes of a file, otherwise 0
 * @param seconds time of the last change, in seconds since 1970
 * @param content SHA-256 of a file, empty if not known; the target of a link; empty for a folder
 */
public record TreeEntry(String path, Kind kind, int mode, long size, long seconds, String content) {
    /** The kinds that are copied. Anything else (sockets, pipes, devices) is skipped. */
    public enum Kind {
        FILE,
        FOLDER,
        LINK
    }

    public static TreeEntry folder(String path, int mode) {
        return new TreeEntry(path, Kind.FOLDER, mode, 0, 0, "");
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    public TreeEntry withPath(String newPath) {
        return new TreeEntry(newPath, kind, mode, size, seconds, content);
    }

    public TreeEntry withMode(int newMode) {
        return new TreeEntry(path, kind, newMode, size, seconds, content);
    }

    /** Returns the parent folder; empty at the top. */
    public String parent() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** Compares size and time only, as rsync's quick check does. Time and mode of a link are ignored. */
    public boolean isLike(TreeEntry other) {
        return kind == other.kind
                && switch (kind) {
                    case FILE -> size == other.size && seconds == other.seconds;
                    case FOLDER -> true;
                    case LINK -> content.equals(other.content);
                };
    }
}
