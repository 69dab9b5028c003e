package dev.muster.cli.console;

import dev.muster.core.port.LocalTerminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** The person's terminal through jline: its size, and raw mode for {@code attach}. */
final class JlineTerminal implements LocalTerminal {
    private final Terminal terminal;
    private @Nullable Attributes before;

    private JlineTerminal(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Empty where there is no terminal that can be driven. */
    static Optional<JlineTerminal> open() {
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .dumb(false)
                    // Asking the terminal what it can do would write into the person's window and read what is typed
                    // ahead.
                    .graphemeCluster(false)
                    .build();
            return Optional.of(new JlineTerminal(terminal));
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    void enterRawMode() {
        before = terminal.enterRawMode();
        // jline leaves two things to the terminal that are the host's here: Ctrl-C and its like, and line ends.
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        raw.setOutputFlag(Attributes.OutputFlag.OPOST, false);
        terminal.setAttributes(raw);
    }

    /** Not jline's: that one reads ahead on a thread of its own, and never says that anything is available. */
    @Override
    public InputStream input() {
        return new FileInputStream(FileDescriptor.in);
    }

    @Override
    public OutputStream output() {
        return terminal.output();
    }

    @Override
    public String type() {
        return terminal.getType();
    }

    @Override
    public int columns() {
        return terminal.getColumns();
    }

    @Override
    public int rows() {
        return terminal.getRows();
    }

    @Override
    public void onResize(Runnable listener) {
        terminal.handle(Terminal.Signal.WINCH, signal -> listener.run());
    }

    /** Leaves raw mode; the terminal can still be asked for its size. */
    @Override
    public void close() {
        Attributes cooked = before;
        if (cooked != null) {
            terminal.setAttributes(cooked);
            before = null;
        }
    }

    void end() {
        close();
        try {
            terminal.close();
        } catch (IOException e) {
            // It was the person's terminal before and is again; nothing is lost.
        }
    }
}
