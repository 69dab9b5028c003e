package dev.muster.core.port;

import java.io.InputStream;
import java.io.OutputStream;

/** The operator's terminal. It is in raw mode while this is open. */
public interface LocalTerminal extends AutoCloseable {
    InputStream input();

    OutputStream output();

    /** Returns the type, as in the variable TERM. */
    String type();

    int columns();

    int rows();

    /** Sets the listener for changes of the window's size. It is called on another thread. */
    void onResize(Runnable listener);

    @Override
    void close();
}
