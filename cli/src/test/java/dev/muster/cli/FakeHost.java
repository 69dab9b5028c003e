package dev.muster.cli;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.LocalTerminal;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Prints the output that a test prepared, whatever command is run. */
final class FakeHost implements RemoteHost {
    final String name;
    String out = "";
    String err = "";
    int code;
    boolean reachable = true;
    final Set<Integer> portsInUse = new HashSet<>();
    final List<String> scripts = new CopyOnWriteArrayList<>();
    final List<String> inputs = new CopyOnWriteArrayList<>();

    FakeHost(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RunResult run(RemoteCommand command) {
        if (!reachable) {
            throw RemoteFailure.unreachable(name, name + ": no answer from port 22");
        }
        scripts.add(command.script());
        inputs.add(read(command));
        print(command.output(), OutputSink.Stream.OUT, out);
        print(command.output(), OutputSink.Stream.ERR, err);
        return new RunResult(code, out, err);
    }

    private static String read(RemoteCommand command) {
        try {
            return new String(command.input().get().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(OutputSink sink, OutputSink.Stream stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sink.accept(stream, bytes, bytes.length);
    }

    @Override
    public int attach(String script, LocalTerminal terminal) {
        if (!reachable) {
            throw RemoteFailure.unreachable(name, name + ": the connection was lost");
        }
        scripts.add(script);
        return code;
    }

    @Override
    public Forward forward(int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Forward forward(int local, int port) {
        if (portsInUse.contains(local)) {
            throw new UserError("cannot listen on port " + local + " of this machine: in use");
        }
        scripts.add("forward " + local + " to " + port);
        return new Forward() {
            @Override
            public String host() {
                return "127.0.0.1";
            }

            @Override
            public int port() {
                return local;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
