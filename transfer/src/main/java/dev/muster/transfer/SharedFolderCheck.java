package dev.muster.transfer;

import dev.muster.core.port.OutputSink;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Whether a folder of this machine and one of a host are one and the same, as with a home on NFS. Inode and time are compared first, since nearly always they
 * differ; then a mark with a name of its own is shown there and looked for here.
 */
final class SharedFolderCheck {
    private final HostShell shell;
    private final String mark;

    /** @param token that no other copy has at the same time */
    SharedFolderCheck(HostShell shell, String token) {
        this.shell = shell;
        this.mark = Upload.STAGING + "-mark-" + token;
    }

    /** @param stamp of the folder there, as a look found it */
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

    /** The input that keeps the mark there until it was looked for. */
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
                throw new InterruptedIOException("not waited for any more");
            }
            wasSeen = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            return -1;
        }
    }
}
