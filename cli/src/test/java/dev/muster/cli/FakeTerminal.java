package dev.muster.cli;

import dev.muster.core.port.LocalTerminal;
import java.io.InputStream;
import java.io.OutputStream;

/** A terminal on which nobody types. */
final class FakeTerminal implements LocalTerminal {
    @Override
    public InputStream input() {
        return InputStream.nullInputStream();
    }

    @Override
    public OutputStream output() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public String type() {
        return "xterm";
    }

    @Override
    public int columns() {
        return 80;
    }

    @Override
    public int rows() {
        return 24;
    }

    @Override
    public void onResize(Runnable listener) {}

    @Override
    public void close() {}
}
