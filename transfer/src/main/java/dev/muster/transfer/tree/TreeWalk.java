package dev.muster.transfer.tree;

import dev.muster.core.failure.UserError;
import dev.muster.transfer.tree.Exclusions.Filter;
import dev.muster.transfer.tree.TreeEntry.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads a tree from this machine's disk. Copies links as links, except for the top one, which is followed. */
public final class TreeWalk {
    private static final int MAX_ENTRIES = 2_000_000;

    private final Exclusions exclusions;
    private final FileDigests digests;

    public TreeWalk(Exclusions exclusions) {
        this(exclusions, new FileDigests());
    }

    public TreeWalk(Exclusions exclusions, FileDigests digests) {
        this.exclusions = exclusions;
        this.digests = digests;
    }

    /** Reads a file or folder. Throws {@code UserError} if something cannot be read. */
    public Tree read(Path source) {
        try {
            Path real = source.toRealPath();
            PathAttributes top = PathAttributes.of(real);
            if (top.isFile()) {
                String name = FileNames.last(source.toAbsolutePath().normalize());
                return new Tree(name, 0, List.of(file(real, name, top)), List.of());
            }
            if (!top.isFolder()) {
                throw new UserError(source + " is neither a file nor a folder");
            }
            Found found = new Found(new ArrayList<>(), new ArrayList<>());
            walk(real, "", List.of(), found);
            return new Tree("", top.mode(), found.entries(), found.skipped());
        } catch (IOException e) {
            throw new UserError("cannot read " + source + ": " + reason(e), "");
        }
    }

    private record Found(List<TreeEntry> entries, List<String> skipped) {}

    private void walk(Path folder, String path, List<Filter> above, Found found) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> list = Files.newDirectoryStream(folder)) {
            list.forEach(children::add);
        }
        Collections.sort(children);
        List<Filter> filters = withOwn(children, path, above);
        for (Path child : children) {
            String name = FileNames.last(child);
            addIfThere(child, path.isEmpty() ? name : path + "/" + name, filters, found);
        }
    }

    /** A file that was removed since its folder was listed is no file of the tree. */
    private void addIfThere(Path child, String path, List<Filter> filters, Found found) throws IOException {
        try {
            add(child, path, filters, found);
        } catch (NoSuchFileException e) {
            if (Files.exists(child, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    private void add(Path child, String path, List<Filter> filters, Found found) throws IOException {
        if (path.startsWith(FileNames.STAGING)) {
            return;
        }
        PathAttributes attributes = PathAttributes.of(child, LinkOption.NOFOLLOW_LINKS);
        Kind kind = attributes.isFolder() ? Kind.FOLDER : attributes.isLink() ? Kind.LINK : Kind.FILE;
        if (exclusions.isExcluded(path, kind, filters)) {
            return;
        }
        if (found.entries().size() >= MAX_ENTRIES) {
            throw new UserError("more than " + MAX_ENTRIES + " files", "exclude some with rsync_exclude");
        }
        switch (kind) {
            case FOLDER -> {
                found.entries().add(TreeEntry.folder(path, attributes.mode()));
                walk(child, path, filters, found);
            }
            case LINK -> found.entries().add(link(child, path, attributes));
            case FILE -> addFile(child, path, attributes, found);
        }
    }

    private void addFile(Path child, String path, PathAttributes attributes, Found found) throws IOException {
        if (attributes.isFile()) {
            found.entries().add(file(child, path, attributes));
        } else {
            found.skipped().add(path);
        }
    }

    private static TreeEntry link(Path link, String path, PathAttributes attributes) throws IOException {
        String target = FileNames.link(Files.readSymbolicLink(link));
        return new TreeEntry(path, Kind.LINK, 0777, 0, attributes.seconds(), target);
    }

    private List<Filter> withOwn(List<Path> children, String folder, List<Filter> above) throws IOException {
        List<Filter> filters = new ArrayList<>(above);
        for (Path child : children) {
            if (exclusions.isFilter(FileNames.last(child)) && Files.isRegularFile(child)) {
                filters.add(Filter.of(folder, new String(Files.readAllBytes(child), StandardCharsets.UTF_8)));
            }
        }
        return filters;
    }

    private TreeEntry file(Path file, String path, PathAttributes attributes) throws IOException {
        String digest = digests.of(file, attributes.size(), attributes.stamp());
        return new TreeEntry(path, Kind.FILE, attributes.mode(), attributes.size(), attributes.seconds(), digest);
    }

    /** Returns the reason. These exceptions' messages contain a path alone. */
    private static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "permission denied at " + denied.getFile();
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            default -> String.valueOf(failure.getMessage());
        };
    }
}
