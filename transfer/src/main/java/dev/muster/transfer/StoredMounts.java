package dev.muster.transfer;

import dev.muster.core.config.FilesConfig;
import dev.muster.core.failure.RemoteFailure;
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
 * The mounts as the head gives them to workers: from its own copy, as the last {@code up} brought it, whatever became of the files on the head's host since.
 * {@code cluster_synced_files} are taken from the head's disk as they are now.
 */
public final class StoredMounts implements MountSource {
    private final Path folder;
    private final Path home;
    private final FilesConfig files;

    /**
     * @param folder of all mounts' copies
     * @param home of the head node
     */
    public StoredMounts(Path folder, Path home, FilesConfig files) {
        this.folder = folder;
        this.home = home;
        this.files = files;
    }

    @Override
    public List<Mount> mounts() {
        List<Mount> mounts = new ArrayList<>();
        files.mounts().keySet().forEach(target -> mounts.add(kept(target)));
        TreeWalk walk = new TreeWalk(Exclusions.of(files));
        for (String path : files.synced()) {
            Path source = onHead(path);
            if (Files.exists(source)) {
                mounts.add(Mount.of(path, source, walk));
            }
        }
        return mounts;
    }

    private Mount kept(String target) {
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
                    "the head has no copy of what file_mounts puts at " + target,
                    "run 'cluster up' again",
                    false,
                    List.of());
        }
    }

    private static InputStream open(Path slot, Manifest manifest, TreeEntry entry) throws IOException {
        Manifest.Place place = manifest.contents().get(entry.content());
        if (place == null) {
            throw new IOException("the head's copy lacks " + entry.path());
        }
        SeekableByteChannel channel = Files.newByteChannel(slot.resolve(place.pack()));
        channel.position(place.offset());
        return new LimitedInput(Channels.newInputStream(channel), place.size());
    }

    private Path onHead(String path) {
        return path.equals("~") ? home : path.startsWith("~/") ? home.resolve(path.substring(2)) : Path.of(path);
    }
}
