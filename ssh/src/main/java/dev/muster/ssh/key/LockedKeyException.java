package dev.muster.ssh.key;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A key has a passphrase that nobody can enter. */
final class LockedKeyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    LockedKeyException(Path file) {
        super("it has a passphrase, but there is no terminal to ask for it: add the key to the agent with ssh-add "
                + file);
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** Returns the locked key that a failure is about; null if it is about something else. The SSH library wraps it. */
    static @Nullable LockedKeyException in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof LockedKeyException locked) {
                return locked;
            }
        }
        return null;
    }
}
