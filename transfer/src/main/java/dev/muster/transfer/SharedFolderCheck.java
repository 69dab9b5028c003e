package dev.muster.transfer;

import dev.muster.core.port.OutputSink;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.transfer.tree.FileNames;
import dev.muster.transfer.tree.PathAttributes;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Decides whether a folder of this machine and one of a host are the same, as with a home on NFS. Compares inode and time first, because they nearly
 * always differ. Then it creates a mark with a unique name there and looks for it here.
 */
final class SharedFolderCheck {
    private final HostShell shell;
    private final String mark;

    /** @param token a text that no other copy has at the same time */
    SharedFolderCheck(HostShell shell, String token) {
        this.shell = shell;
        this.mark = FileNames.STAGING + "-mark-" + token;
    }

    /**
     * Returns whether both are the same folder.
     *
     * @param stamp inode and time of the folder on the host, as the probe found them
     */
    boolean isSame(Path here, String folder, String stamp) throws InterruptedException {
        if (stamp.isEmpty() || !stamp.equals(stamp(here))) {
            return false;
        }
        Mark shown = new Mark(here.resolve(mark));
        shell.run(
                ShellScript.call(LibraryPart.TRANSFER, "show_mark", folder, mark),
                () -> shown,
                (stream, bytes, length) -> {
                    if (stream == OutputSink.Stream.OUT) {
                        shown.isThere.countDown();
                    }
                });
        return shown.wasSeen;
    }

    private static String stamp(Path folder) {
        try {
            return PathAttributes.of(folder).inodeAndTime();
        } catch (IOException | UnsupportedOperationException e) {
            return "unknown";
        }
    }

    /** The script's input. It ends, and so removes the mark, only after this machine has looked for the mark. */
    private static final class Mark extends InputStream {
        private final CountDownLatch isThere = new CountDownLatch(1);
        private final Path file;
        private volatile boolean wasSeen;

        Mark(Path file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            try {
                isThere.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
            wasSeen = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            return -1;
        }
    }
}
