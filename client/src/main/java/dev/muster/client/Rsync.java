package dev.muster.client;

import dev.muster.core.config.FilesConfig;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import dev.muster.transfer.CopyResult;
import dev.muster.transfer.Download;
import dev.muster.transfer.Exclusions;
import dev.muster.transfer.HostShell;
import dev.muster.transfer.LocalMounts;
import dev.muster.transfer.Mount;
import dev.muster.transfer.MountCopier;
import dev.muster.transfer.TreeWalk;
import dev.muster.transfer.Upload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Copies between this machine and nodes of a cluster that is up, with the paths' meaning of rsync: a folder with a '/' behind it is what is in it, without it
 * is the folder itself. What the config leaves out ({@code rsync_exclude}, {@code rsync_filter}) is left out here too.
 */
public final class Rsync {
    private final Session session;
    private final Path folder;
    private final String own;
    private final LongConsumer progress;

    /**
     * @param folder where relative paths of this machine begin
     * @param own a word that no other copy has at the same time
     * @param progress gets the number of bytes that went over the wire since the last call
     */
    public Rsync(Session session, Path folder, String own, LongConsumer progress) {
        this.session = session;
        this.folder = folder;
        this.own = own;
        this.progress = progress;
    }

    /** Reads what is to be copied, once for all nodes. */
    public Mount read(String source, String target) {
        return read(source, target, Exclusions.of(session.files()));
    }

    /** One file, whatever the config leaves out. */
    public Mount readFile(String source, String target) {
        if (!Files.isRegularFile(folder.resolve(source))) {
            throw new UserError("there is no file " + folder.resolve(source));
        }
        return read(source, target, Exclusions.NONE);
    }

    private Mount read(String source, String target, Exclusions exclusions) {
        Path path = folder.resolve(source);
        if (!Files.exists(path)) {
            throw new UserError("there is no " + path + " on this machine");
        }
        boolean wholeFolder = Files.isDirectory(path) && !source.endsWith("/") && !source.equals(".");
        String into = wholeFolder
                ? target + (target.endsWith("/") ? "" : "/") + path.normalize().getFileName()
                : target;
        return Mount.of(into, path, new TreeWalk(exclusions));
    }

    public CopyResult up(NodeAddress node, Mount mount) throws InterruptedException {
        HostShell shell = HostShell.of(session.host(node));
        return new Upload(shell, own + mount.target(), progress).run(mount);
    }

    /** The config's {@code file_mounts}, as they are now on this machine. */
    public List<Mount> mounts() {
        FilesConfig files = session.files();
        if (files.mounts().isEmpty()) {
            throw new UserError(
                    "which files? The config has no file_mounts",
                    "give SOURCE and TARGET, or file_mounts in the config");
        }
        for (String source : files.mounts().values()) {
            if (!Files.exists(Path.of(source))) {
                throw new UserError("there is no " + source + " on this machine");
            }
        }
        return new LocalMounts().read(files);
    }

    /** The head keeps them for its workers. */
    public List<CopyResult> mounts(NodeAddress node, List<Mount> mounts) throws InterruptedException {
        HostShell shell = HostShell.of(session.host(node));
        List<CopyResult> copied = new ArrayList<>();
        for (Mount mount : mounts) {
            Upload upload = new Upload(shell, own + mount.target(), progress);
            copied.add(
                    node.machine().key().isHead()
                            ? MountCopier.toHead(mount, shell, upload, node.folder() + "/control/mounts")
                            : upload.run(mount));
        }
        return copied;
    }

    /** @param below a folder in the target for this node; empty where it is one node */
    public CopyResult down(NodeAddress node, String source, String target, String below) throws InterruptedException {
        Path to = folder.resolve(target);
        boolean inside = target.endsWith("/") || Files.isDirectory(to) || !below.isEmpty();
        Download download =
                new Download(HostShell.of(session.host(node)), own + source, Exclusions.of(session.files()), progress);
        return download.run(source, to, below, inside ? Download.Landing.INSIDE : Download.Landing.AS_NAMED);
    }
}
