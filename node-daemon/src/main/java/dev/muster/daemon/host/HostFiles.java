package dev.muster.daemon.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the machine's files in {@code /proc}, {@code /sys}, {@code /dev} and {@code /etc}. The root is {@code /} except in tests. Such files can disappear
 * or become unreadable at any time, so a file that cannot be read is treated as absent. At most 1 MiB of a file is read.
 */
public final class HostFiles {
    private static final int MAX_BYTES = 1 << 20;
    private static final int UNKNOWN_OWNER = -1;

    private final Path root;

    public HostFiles(Path root) {
        this.root = root;
    }

    /** The content of a file. @param path absolute, as on the real machine */
    public Optional<String> text(String path) {
        try (InputStream input = Files.newInputStream(at(path))) {
            return Optional.of(new String(input.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    /** The lines of a file; empty if it is absent. */
    public List<String> lines(String path) {
        return text(path).map(text -> text.lines().toList()).orElse(List.of());
    }

    /** The first line of a file, without blanks at its ends. */
    public Optional<String> line(String path) {
        return text(path).flatMap(text -> text.lines().findFirst()).map(String::strip);
    }

    /** The integer in a file. Empty for anything else, such as {@code max}, and for numbers that do not fit a long. */
    public OptionalLong number(String path) {
        return line(path).map(NumberText::parse).orElse(OptionalLong.empty());
    }

    /** The target of a symbolic link, as written in it. */
    public Optional<String> link(String path) {
        try {
            return Optional.of(Files.readSymbolicLink(at(path)).toString());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** The names of the entries of a folder; empty if it is absent. */
    public List<String> names(String folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(at(folder))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return List.of();
        }
        return names;
    }

    public boolean isFolder(String path) {
        return Files.isDirectory(at(path));
    }

    /** The user id of the file's owner; -1 if the file is absent. */
    public int owner(String path) {
        try {
            return Files.getAttribute(at(path), "unix:uid", LinkOption.NOFOLLOW_LINKS) instanceof Integer uid
                    ? uid
                    : UNKNOWN_OWNER;
        } catch (IOException | UnsupportedOperationException e) {
            return UNKNOWN_OWNER;
        }
    }

    private Path at(String path) {
        return root.resolve(path.substring(1));
    }
}
