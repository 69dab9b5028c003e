package dev.muster.transfer;

/** Copies a mount to the head, which stores a copy for its workers. {@link Upload} alone copies to workers. */
public final class MountCopier {
    private MountCopier() {}

    /**
     * Copies a mount to the head.
     *
     * @param mounts the folder of all mounts' copies, absolute on the host
     */
    public static CopyResult toHead(Mount mount, HostShell shell, Upload upload, String mounts)
            throws InterruptedException {
        return upload.run(mount, new HeadMountStore(shell, mounts, mount.target()));
    }
}
