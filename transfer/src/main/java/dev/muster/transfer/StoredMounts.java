package dev.muster.transfer;

import dev.muster.core.config.FilesConfig;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.transfer.tar.LimitedInput;
import dev.muster.transfer.tree.Exclusions;
import dev.muster.transfer.tree.TreeEntry;
import dev.muster.transfer.tree.TreeWalk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the mounts that the head sends to workers from its own copy, as the last {@code up} brought it, even if the files on the head's host have
 * changed since. Reads {@code cluster_synced_files} from the head's disk as they are now.
 */
public final class StoredMounts implements MountSource {
    private final Path folder;
    private final Path home;
    private final FilesConfig files;

    /**
     * @param folder the folder of all mounts' copies
     * @param home the home of the head node
     */
    public StoredMounts(Path folder, Path home, FilesConfig files) {
        this.folder = folder;
        this.home = home;
        this.files = files;
    }

    @Override
    public List<Mount> mounts() {
        List<Mount> mounts = new ArrayList<>();
        files.mounts().keySet().forEach(target -> mounts.add(storedMount(target)));
        TreeWalk walk = new TreeWalk(Exclusions.of(files));
        for (String path : files.synced()) {
            Path source = onHead(path);
            if (Files.exists(source)) {
                mounts.add(Mount.of(path, source, walk));
            }
        }
        return mounts;
    }

    private Mount storedMount(String target) {
        Path slot = folder.resolve(HeadMountStore.slot(target));
        try {
            Manifest manifest = Manifest.parse(Files.readString(slot.resolve("manifest")));
            return new Mount(
                    target,
                    manifest.tree(),
                    entry -> open(slot, manifest, entry),
                    Optional.ofNullable(
                            manifest.tree().isFile() ? onHead(target).getParent() : onHead(target)));
        } catch (IOException | IllegalArgumentException e) {
            throw new RemoteFailure(
                    "head",
                    "the head has no copy of the file_mounts entry " + target,
                    "run 'cluster up'",
                    false,
                    List.of());
        }
    }

    private static InputStream open(Path slot, Manifest manifest, TreeEntry entry) throws IOException {
        Manifest.Place place = manifest.contents().get(entry.content());
        if (place == null) {
            throw new IOException("the head's copy does not contain " + entry.path());
        }
        SeekableByteChannel channel = Files.newByteChannel(slot.resolve(place.pack()));
        channel.position(place.offset());
        return new LimitedInput(Channels.newInputStream(channel), place.size());
    }

    private Path onHead(String path) {
        return path.equals("~") ? home : path.startsWith("~/") ? home.resolve(path.substring(2)) : Path.of(path);
    }
}
