package dev.muster.transfer;

/**
 * One file, folder or link below a folder.
 *
 * @param path from the folder, with '/'; empty for the folder itself
 * @param mode permission bits, with set-id and sticky
 * @param size bytes of a file, otherwise 0
 * @param seconds when it was changed, since 1970
 * @param content SHA-256 of a file, empty where it is not known; where a link leads; empty for a folder
 */
public record TreeEntry(String path, Kind kind, int mode, long size, long seconds, String content) {
    /** What is copied; anything else (sockets, pipes, devices) is passed over. */
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

    public TreeEntry at(String newPath) {
        return new TreeEntry(newPath, kind, mode, size, seconds, content);
    }

    TreeEntry withMode(int newMode) {
        return new TreeEntry(path, kind, newMode, size, seconds, content);
    }

    /** The folder that it is in; empty for what is at the top. */
    public String parent() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** Without asking for content: what rsync calls the quick check. A link's time and mode say nothing. */
    boolean looksLike(TreeEntry other) {
        return kind == other.kind
                && switch (kind) {
                    case FILE -> size == other.size && seconds == other.seconds;
                    case FOLDER -> true;
                    case LINK -> content.equals(other.content);
                };
    }
}
