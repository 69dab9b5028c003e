package dev.muster.core.port;

import java.io.InputStream;
import java.io.OutputStream;

/** The person's own terminal, in raw mode while it is open. */
public interface LocalTerminal extends AutoCloseable {
    InputStream input();

    OutputStream output();

    /** As in TERM. */
    String type();

    int columns();

    int rows();

    /** Called from another thread when the window's size has changed. */
    void onResize(Runnable listener);

    @Override
    void close();
}
