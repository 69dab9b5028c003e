package dev.muster.client;

import dev.muster.core.config.FilesConfig;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import dev.muster.transfer.CopyResult;
import dev.muster.transfer.Download;
import dev.muster.transfer.HostShell;
import dev.muster.transfer.LocalMounts;
import dev.muster.transfer.Mount;
import dev.muster.transfer.MountCopier;
import dev.muster.transfer.Upload;
import dev.muster.transfer.tree.Exclusions;
import dev.muster.transfer.tree.TreeWalk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Copies files between this machine and the nodes of a running cluster. Paths mean the same as for rsync: {@code folder/} is the content of the folder,
 * {@code folder} the folder itself. Files that the config excludes ({@code rsync_exclude}, {@code rsync_filter}) are not copied.
 */
public final class Rsync {
    private final Session session;
    private final Path folder;
    private final String copyId;
    private final LongConsumer progress;

    /**
     * Creates a copier for one session.
     *
     * @param folder the folder to which relative paths on this machine refer
     * @param copyId an ID that no other copy uses at the same time
     * @param progress receives the number of bytes sent or received since its last call
     */
    public Rsync(Session session, Path folder, String copyId, LongConsumer progress) {
        this.session = session;
        this.folder = folder;
        this.copyId = copyId;
        this.progress = progress;
    }

    /** Reads the files to upload, once for all nodes. Throws {@link UserError} if the source does not exist. */
    public Mount read(String source, String target) {
        return read(source, target, Exclusions.of(session.files()));
    }

    /** Reads one file to upload, even if the config excludes it. Throws {@link UserError} if it does not exist. */
    public Mount readFile(String source, String target) {
        if (!Files.isRegularFile(folder.resolve(source))) {
            throw new UserError("file " + folder.resolve(source) + " does not exist on this machine");
        }
        return read(source, target, Exclusions.NONE);
    }

    private Mount read(String source, String target, Exclusions exclusions) {
        Path path = folder.resolve(source);
        if (!Files.exists(path)) {
            throw new UserError(path + " does not exist on this machine");
        }
        boolean wholeFolder = Files.isDirectory(path) && !source.endsWith("/") && !source.equals(".");
        String into = wholeFolder
                ? target + (target.endsWith("/") ? "" : "/") + path.normalize().getFileName()
                : target;
        return Mount.of(into, path, new TreeWalk(exclusions));
    }

    /** Uploads files that {@link #read} has read to one node. */
    public CopyResult upload(NodeAddress node, Mount mount) throws InterruptedException {
        HostShell shell = HostShell.of(session.host(node));
        return new Upload(shell, copyId + mount.target(), progress).run(mount);
    }

    /** Reads the {@code file_mounts} of the config as they are on this machine now. Throws {@link UserError} if there are none or a source is missing. */
    public List<Mount> readMounts() {
        FilesConfig files = session.files();
        if (files.mounts().isEmpty()) {
            throw new UserError(
                    "no files given, and the config has no file_mounts",
                    "give SOURCE and TARGET, or add file_mounts to the config");
        }
        for (String source : files.mounts().values()) {
            if (!Files.exists(Path.of(source))) {
                throw new UserError("file_mounts: " + source + " does not exist on this machine");
            }
        }
        return new LocalMounts().read(files);
    }

    /** Uploads the file mounts to one node. The head also stores them for workers that are launched later. */
    public List<CopyResult> uploadMounts(NodeAddress node, List<Mount> mounts) throws InterruptedException {
        HostShell shell = HostShell.of(session.host(node));
        List<CopyResult> copied = new ArrayList<>();
        for (Mount mount : mounts) {
            Upload upload = new Upload(shell, copyId + mount.target(), progress);
            copied.add(
                    node.machine().key().isHead()
                            ? MountCopier.toHead(mount, shell, upload, node.folder() + "/control/mounts")
                            : upload.run(mount));
        }
        return copied;
    }

    /**
     * Downloads files from one node. A source with {@code *}, {@code ?} or {@code [...]} is a pattern, which the host expands; what matches is copied
     * into the target.
     *
     * @param below the folder within the target for this node; empty if there is only one node
     */
    public List<CopyResult> download(NodeAddress node, String source, String target, String below)
            throws InterruptedException {
        Path to = folder.resolve(target);
        boolean inside = target.endsWith("/") || Files.isDirectory(to) || !below.isEmpty();
        Download download = new Download(
                HostShell.of(session.host(node)), copyId + source, Exclusions.of(session.files()), progress);
        List<String> paths = download.expand(source);
        Download.Landing landing = inside || paths.size() > 1 ? Download.Landing.INSIDE : Download.Landing.AS_NAMED;
        List<CopyResult> results = new ArrayList<>();
        for (String path : paths) {
            results.add(download.run(path, to, below, landing));
        }
        return results;
    }
}
