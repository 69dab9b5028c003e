package dev.muster.transfer;

import dev.muster.core.Digest;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.transfer.CopyResult.How;
import dev.muster.transfer.tar.TarExtractor;
import dev.muster.transfer.tree.Exclusions;
import dev.muster.transfer.tree.TreeEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies a file or a folder from a host to this machine. Does not fetch what is here already. Files appear in their place only after all of them have
 * arrived.
 */
public final class Download {
    private static final int CHANGED_WHILE_READING = 1;
    /** Some 300,000 files. */
    private static final long MAX_LISTING = 32L << 20;

    private static final long MAX_FILTER = 1 << 20;
    private static final long MAX_FILTERS = 8 << 20;

    /** Says whether the target is the folder for the file, or the file's own new path. */
    public enum Landing {
        INSIDE,
        AS_NAMED
    }

    private final HostShell shell;
    private final String token;
    private final Exclusions exclusions;
    private final LongConsumer progress;

    /**
     * Creates a download.
     *
     * @param own a text that no other copy has at the same time
     */
    public Download(HostShell shell, String own, Exclusions exclusions, LongConsumer progress) {
        this.shell = shell;
        this.token = Digest.of(own, shell.host()).substring(0, 16);
        this.exclusions = exclusions;
        this.progress = progress;
    }

    /**
     * Runs the copy. Throws {@link RemoteFailure} if the host cannot send it, {@link UserError} if it cannot be written here.
     *
     * @param source path on the host: absolute, {@code ~/…} or relative to the home; of a folder with a '/' at its end, or without a name of its own,
     * only the content is copied
     * @param to a path of this machine
     * @param below a folder in it for this host; empty for none
     * @param landing where a single file goes; a folder always goes into {@code to}
     */
    public CopyResult run(String source, Path to, String below, Landing landing) throws InterruptedException {
        Listing listing = list(source);
        if (!listing.isFile()) {
            return run(listing, filtered(listing), Destination.ofFolder(source, to, below));
        }
        Destination destination = Destination.ofFile(source, to, below, landing);
        if (destination.name().isEmpty()) {
            throw new RemoteFailure(
                    shell.host(), shell.host() + ": '" + source + "' is not a folder", "", false, List.of());
        }
        return run(listing, listing.entries(), destination);
    }

    /**
     * Returns the paths that the source means on the host: those that match, if it is a pattern, otherwise the source itself. Throws {@link
     * RemoteFailure} if nothing matches.
     */
    public List<String> expand(String source) throws InterruptedException {
        if (!RemotePattern.isPattern(source)) {
            return List.of(source);
        }
        BoundedAnswer output = new BoundedAnswer(
                shell.host(), MAX_LISTING, "if the pattern really matches so many files, copy the folder");
        RunResult result = shell.run(
                ShellScript.of(TransferScript.EXPAND, Map.of("source", source)), InputStream::nullInputStream, output);
        if (!result.ok()) {
            throw failed(source, result);
        }
        return new RemotePattern(shell.host(), source).paths(output.text());
    }

    private CopyResult run(Listing listing, List<TreeEntry> wanted, Destination destination)
            throws InterruptedException {
        try (StagedFiles staged = new StagedFiles(destination, token)) {
            List<TreeEntry> missing = staged.missing(wanted);
            if (!missing.isEmpty()) {
                fetch(listing, missing, staged);
            }
            boolean changed = staged.place(wanted);
            How how = changed ? How.COPIED : How.NOTHING_TO_DO;
            long all = wanted.stream().filter(entry -> !entry.isFolder()).count();
            long bytes = missing.stream().mapToLong(TreeEntry::size).sum();
            String place = destination.path().toString();
            return new CopyResult(how, missing.size(), bytes, all - missing.size(), place, List.of());
        } catch (IOException e) {
            throw new UserError(
                    "cannot write to " + destination.path() + ": " + e.getMessage(), "choose another folder");
        }
    }

    private static String lastOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Listing list(String source) throws InterruptedException {
        BoundedAnswer output = new BoundedAnswer(
                shell.host(), MAX_LISTING, "if the folder really has so many files, copy its folders one by one");
        RunResult result = shell.run(
                ShellScript.of(TransferScript.LIST, Map.of("source", source)), InputStream::nullInputStream, output);
        if (!result.ok()) {
            throw failed(source, result);
        }
        return Listing.parse(shell.host(), output.bytes());
    }

    /** Removes excluded entries. The filter files are on the host, so they are fetched first. */
    private List<TreeEntry> filtered(Listing listing) throws InterruptedException {
        List<TreeEntry> filters = listing.entries().stream()
                .filter(entry -> entry.isFile() && exclusions.isFilter(lastOf(entry.path())))
                .toList();
        Texts texts = new Texts();
        if (!filters.isEmpty()) {
            fetch(listing, filters, texts);
        }
        return exclusions.filter(listing.entries(), texts.all());
    }

    private void fetch(Listing listing, List<TreeEntry> entries, TarExtractor.Receiver receiver)
            throws InterruptedException {
        StringBuilder paths = new StringBuilder();
        entries.forEach(entry -> paths.append("./").append(entry.path()).append('\0'));
        byte[] input = paths.toString().getBytes(StandardCharsets.UTF_8);
        TarExtractor tar = new TarExtractor(new RequestedOnly(entries, receiver));
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        RunResult result = shell.run(
                ShellScript.call(LibraryPart.TRANSFER, "send_files", listing.folder(), listing.isFile() ? "yes" : "no"),
                () -> new ByteArrayInputStream(input),
                (stream, bytes, length) -> push(tar, stream, bytes, length, failure));
        IOException wrong = failure.get();
        if (wrong != null) {
            throw new UserError("stopped copying from " + shell.host() + ": " + wrong.getMessage(), "");
        }
        boolean isComplete = result.ok() || result.exitCode() == CHANGED_WHILE_READING;
        if (!isComplete || !tar.isComplete()) {
            throw failed(listing.folder(), result);
        }
    }

    private void push(
            TarExtractor tar,
            OutputSink.Stream stream,
            byte[] bytes,
            int length,
            AtomicReference<@Nullable IOException> failure) {
        if (stream != OutputSink.Stream.OUT || failure.get() != null) {
            return;
        }
        try {
            tar.accept(bytes, length);
            progress.accept(length);
        } catch (IOException e) {
            failure.set(e);
        }
    }

    private RemoteFailure failed(String source, RunResult result) {
        List<String> lines =
                result.err().lines().filter(line -> !line.isBlank()).toList();
        String last = lines.isEmpty() ? "exit code " + result.exitCode() : lines.getLast();
        return new RemoteFailure(
                shell.host(), shell.host() + ": cannot copy " + source + ": " + last, "", false, lines);
    }

    /** Receives small files into memory. */
    private static final class Texts implements TarExtractor.Receiver {
        private final Map<String, ByteArrayOutputStream> texts = new LinkedHashMap<>();
        private long total;

        @Override
        public OutputStream file(String name, long size) throws IOException {
            total += size;
            if (size > MAX_FILTER || total > MAX_FILTERS) {
                throw new IOException(
                        "the filter file '" + Listing.clip(name) + "' is too large: remove it from rsync_filter");
            }
            return texts.computeIfAbsent(name, _ -> new ByteArrayOutputStream());
        }

        @Override
        public void link(String name, String target) {}

        Map<String, String> all() {
            Map<String, String> all = new LinkedHashMap<>();
            texts.forEach((name, text) -> all.put(name, text.toString(StandardCharsets.UTF_8)));
            return all;
        }
    }
}
