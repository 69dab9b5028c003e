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
 * The machine as its files tell it ({@code /proc}, {@code /sys}, {@code /dev}, {@code /etc}), under a root that is {@code /} except in tests.
 * Files there come and go and may be forbidden at any time, so what cannot be read is simply not there. At most 1 MiB of a file is read.
 */
public final class HostFiles {
    private static final int LARGEST = 1 << 20;
    private static final int NOBODY = -1;

    private final Path root;

    public HostFiles(Path root) {
        this.root = root;
    }

    /** @param path absolute, as on the real machine */
    public Optional<String> text(String path) {
        try (InputStream input = Files.newInputStream(at(path))) {
            return Optional.of(new String(input.readNBytes(LARGEST), StandardCharsets.UTF_8));
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    public List<String> lines(String path) {
        return text(path).map(text -> text.lines().toList()).orElse(List.of());
    }

    /** The first line without blanks around it. */
    public Optional<String> line(String path) {
        return text(path).flatMap(text -> text.lines().findFirst()).map(String::strip);
    }

    /** A file that holds one whole number; empty for words such as {@code max}, and for what is too large to count. */
    public OptionalLong number(String path) {
        return line(path).map(NumberText::parse).orElse(OptionalLong.empty());
    }

    /** Where a symbolic link points, as written in it. */
    public Optional<String> link(String path) {
        try {
            return Optional.of(Files.readSymbolicLink(at(path)).toString());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

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

    /** The user who owns the file; -1 where it is not there. */
    public int owner(String path) {
        try {
            return Files.getAttribute(at(path), "unix:uid", LinkOption.NOFOLLOW_LINKS) instanceof Integer uid
                    ? uid
                    : NOBODY;
        } catch (IOException | UnsupportedOperationException e) {
            return NOBODY;
        }
    }

    private Path at(String path) {
        return root.resolve(path.substring(1));
    }
}
