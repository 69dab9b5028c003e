package dev.muster.transfer;

import dev.muster.core.Digest;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.transfer.tree.Tree;
import dev.muster.transfer.tree.TreeEntry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Stores the head's copy of one mount, while the head itself receives it. Workers that start later need it when the operator's machine is not
 * available. Each stream with new content is stored as it came; a manifest, which is replaced as a whole, says what is where.
 */
final class HeadMountStore implements CopyRetention {
    private static final long MAX_WASTE_BYTES = 64L << 20;
    /** Some 300,000 files. */
    private static final long MAX_MANIFEST = 64L << 20;

    private final HostShell shell;
    private final String folder;
    private final Manifest before;
    private Manifest wanted = Manifest.NONE;

    /** @param mounts the folder of all mounts' copies, absolute on the host */
    HeadMountStore(HostShell shell, String mounts, String target) throws InterruptedException {
        this.shell = shell;
        this.folder = mounts + "/" + slot(target);
        this.before = read();
    }

    static String slot(String target) {
        return Digest.of(target).substring(0, 16);
    }

    private Manifest read() throws InterruptedException {
        BoundedAnswer text = new BoundedAnswer(shell.host(), MAX_MANIFEST, "");
        shell.run(ShellScript.call(LibraryPart.TRANSFER, "print_manifest", folder), InputStream::nullInputStream, text);
        try {
            Manifest manifest = Manifest.parse(text.text());
            return isWasteful(manifest) ? Manifest.NONE : manifest;
        } catch (IllegalArgumentException e) {
            // There is none yet, or it is damaged: everything is sent again.
            return Manifest.NONE;
        }
    }

    /** Returns whether most of the stored content is not used any more. Then everything is sent again and the old streams are removed. */
    private static boolean isWasteful(Manifest manifest) {
        Map<String, Long> ends = new TreeMap<>();
        manifest.contents()
                .values()
                .forEach(place -> ends.merge(place.pack(), place.offset() + place.size(), Math::max));
        long stored = ends.values().stream().mapToLong(Long::longValue).sum();
        long used = manifest.contents().values().stream()
                .mapToLong(Manifest.Place::size)
                .sum();
        return stored - used > Math.max(used, MAX_WASTE_BYTES);
    }

    @Override
    public List<TreeEntry> missing(Tree tree) {
        wanted = new Manifest(tree, new TreeMap<>());
        return tree.entries().stream()
                .filter(entry -> entry.isFile() && !before.contents().containsKey(entry.content()))
                .toList();
    }

    @Override
    public String folder() {
        return folder;
    }

    /** Returns a name made of the tree's digest, because content that is sent again is new. */
    @Override
    public String pack() {
        return "pack-" + wanted.tree().digest().substring(0, 16) + ".tar";
    }

    @Override
    public void done(Map<String, Long> offsets) throws InterruptedException {
        SortedMap<String, Manifest.Place> contents = new TreeMap<>();
        for (TreeEntry entry : wanted.tree().entries()) {
            if (entry.isFile()) {
                contents.computeIfAbsent(entry.content(), sha -> place(entry, offsets));
            }
        }
        Manifest manifest = new Manifest(wanted.tree(), contents);
        if (!manifest.equals(before)) {
            write(manifest);
        }
    }

    /** Replaces the manifest on the head, and removes streams that it does not need. */
    private void write(Manifest manifest) throws InterruptedException {
        byte[] text = manifest.format().getBytes(StandardCharsets.UTF_8);
        List<String> arguments = new ArrayList<>(List.of(folder));
        arguments.addAll(manifest.packs());
        ShellScript script =
                ShellScript.call(LibraryPart.TRANSFER, "replace_manifest", arguments.toArray(String[]::new));
        RunResult result = shell.run(script, () -> new ByteArrayInputStream(text), OutputSink.NONE);
        if (!result.ok()) {
            throw new RemoteFailure(
                    shell.host(),
                    shell.host() + ": the head cannot store its copy for the workers",
                    "check the disk on the head's host: df -h",
                    true,
                    result.err().lines().toList());
        }
    }

    private Manifest.Place place(TreeEntry entry, Map<String, Long> offsets) {
        Manifest.Place known = before.contents().get(entry.content());
        Long offset = offsets.get(entry.path());
        if (known != null) {
            return known;
        }
        if (offset == null) {
            throw new IllegalStateException("no content was sent for " + entry.path());
        }
        return new Manifest.Place(pack(), offset, entry.size());
    }
}
