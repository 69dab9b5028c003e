package dev.muster.transfer.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Holds the attributes of one path of this machine. */
public record PathAttributes(Map<String, Object> values) {
    private static final String ATTRIBUTES =
            "unix:mode,size,lastModifiedTime,ctime,ino,isRegularFile,isDirectory,isSymbolicLink";
    private static final int PERMISSIONS = 07777;

    public static PathAttributes of(Path path, LinkOption... options) throws IOException {
        return new PathAttributes(Files.readAttributes(path, ATTRIBUTES, options));
    }

    boolean isFile() {
        return value("isRegularFile").equals(true);
    }

    boolean isFolder() {
        return value("isDirectory").equals(true);
    }

    boolean isLink() {
        return value("isSymbolicLink").equals(true);
    }

    public int mode() {
        return (Integer) value("mode") & PERMISSIONS;
    }

    long size() {
        return (Long) value("size");
    }

    long seconds() {
        return ((FileTime) value("lastModifiedTime")).to(TimeUnit.SECONDS);
    }

    /** Returns a text that differs whenever the content may differ. */
    String stamp() {
        return value("ino") + " " + size() + " " + value("lastModifiedTime") + " " + value("ctime");
    }

    /** Returns what {@code stat -c '%i %Y'} prints. */
    public String inodeAndTime() {
        return value("ino") + " " + seconds();
    }

    private Object value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }
}
