package dev.muster.transfer;

/** The two ways in which a mount reaches a host. */
public final class MountCopier {
    private MountCopier() {}

    /**
     * To the head: it keeps a copy for its workers.
     *
     * @param mounts folder of all mounts' copies, absolute on the host
     */
    public static CopyResult toHead(Mount mount, HostShell shell, Upload upload, String mounts)
            throws InterruptedException {
        return upload.run(mount, new HeadMountStore(shell, mounts, mount.target()));
    }
}
