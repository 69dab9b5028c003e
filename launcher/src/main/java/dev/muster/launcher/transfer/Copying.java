package dev.muster.launcher.transfer;

/** The two ways in which a mount reaches a host. */
public final class Copying {
    private Copying() {}

    /**
     * To the head: it keeps a copy for its workers.
     *
     * @param mounts folder of all mounts' copies, absolute on the host
     */
    public static Copied toHead(Mount mount, HostShell shell, Upload upload, String mounts)
            throws InterruptedException {
        return upload.run(mount, new HeadStore(shell, mounts, mount.target()));
    }
}
