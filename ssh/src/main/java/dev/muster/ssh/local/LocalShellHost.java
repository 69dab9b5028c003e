package dev.muster.ssh.local;

import dev.muster.core.Digest;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.CommandSignals;
import dev.muster.core.port.LocalTerminal;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.ssh.script.StopScript;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * This machine as a host: commands run in a shell of their own, with a home folder of their own and a clean environment, so that nothing of
 * the caller's (tokens, proxies, virtual environments) leaks into a node.
 */
public final class LocalShellHost implements RemoteHost {
    private static final Set<String> INHERITED = Set.of("PATH", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TERM");

    /** Runs the script in a shell of its own and marks the end of both streams: see {@link OutputEndMark}. */
    private static final String MARKED = "(eval \"$1\"); code=$?; printf %s \"$2\"; printf %s \"$2\" >&2; exit $code";

    /** The same for a script that can be signalled: it leads a process group without this shell, which outlives it. See {@link StopScript}. */
    private static final String STOPPABLE = StopScript.TRAPS
            + " exec 4>&2 2>/dev/null; (exec setsid /bin/sh -c \"$1\" 2>&4 4>&-); code=$?; " + StopScript.HOLD
            + " printf %s \"$2\"; printf %s \"$2\" >&4; exit $code";

    /** Variables by which tests shorten waits and open fault points in the processes that are started here. */
    private static final String FOR_TESTS = "MUSTER_TEST_";

    private final String name;
    private final Path home;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private final AtomicLong runs = new AtomicLong();
    private volatile boolean closed;

    /** @param home HOME and working folder of every command; it is made by the first that needs it */
    public LocalShellHost(String name, Path home) {
        this.name = name;
        this.home = home;
    }

    @Override
    public String name() {
        return name;
    }

    /** Away from the operator's terminal, as over SSH: whatever asks for a password there would wait for ever, and take the terminal from us. */
    @Override
    public RunResult run(RemoteCommand command) throws InterruptedException {
        String token = Digest.of(name, command.script(), Long.toString(runs.incrementAndGet()));
        Process process = start(
                List.of("setsid", "/bin/sh", "-c", around(command), "sh", command.script(), OutputEndMark.text(token)),
                ProcessBuilder.Redirect.PIPE);
        running.add(process);
        ScriptGroup group = new ScriptGroup(process);
        Optional<CommandSignals.Registration> signals = command.signals().map(sent -> sent.register(group::signal));
        try {
            RunResult result = new ShellRun(name, process, command, token).await();
            if (closed) {
                throw RemoteFailure.unreachable(name, name + ": the connection was closed");
            }
            return result;
        } finally {
            signals.ifPresent(CommandSignals.Registration::close);
            running.remove(process);
        }
    }

    private static String around(RemoteCommand command) {
        return command.signals().isPresent() ? STOPPABLE : MARKED;
    }

    /** The operator's own terminal is handed to the shell as it is. */
    @Override
    public int attach(String script, LocalTerminal terminal) throws InterruptedException {
        terminal.close();
        Process process = start(List.of("/bin/sh", "-c", script), ProcessBuilder.Redirect.INHERIT);
        running.add(process);
        try {
            return process.waitFor();
        } finally {
            ProcessTree.end(process);
            running.remove(process);
        }
    }

    @Override
    public Forward forward(int port) {
        return new SamePort(port);
    }

    /** The host is this machine: its ports are here already. */
    @Override
    public Forward forward(int local, int port) {
        if (local != port) {
            throw new UserError(
                    name + " is this machine: its port " + port + " is port " + port + " here", "-p " + port);
        }
        return new SamePort(port);
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(ProcessTree::end);
    }

    private Process start(List<String> words, ProcessBuilder.Redirect redirect) {
        if (closed) {
            throw RemoteFailure.unreachable(name, name + ": the connection is closed");
        }
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(workingFolder())
                .redirectInput(redirect)
                .redirectOutput(redirect)
                .redirectError(redirect);
        builder.environment().clear();
        builder.environment().putAll(environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new RemoteFailure(
                    name, name + ": no shell could be started: " + e.getMessage(), "", false, List.of());
        }
    }

    private File workingFolder() {
        File folder = home.toFile();
        return folder.isDirectory() ? folder : new File("/");
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        System.getenv().forEach((key, value) -> {
            if (INHERITED.contains(key) || key.startsWith("LC_") || key.startsWith(FOR_TESTS)) {
                environment.put(key, value);
            }
        });
        environment.put("HOME", home.toString());
        return environment;
    }

    private record SamePort(int port) implements Forward {
        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public void close() {}
    }
}
