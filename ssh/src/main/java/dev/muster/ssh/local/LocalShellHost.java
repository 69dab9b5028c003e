package dev.muster.ssh.local;

import dev.muster.core.Digest;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.CommandSignals;
import dev.muster.core.port.LocalTerminal;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.ssh.script.OutputFraming;
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
 * This machine as a host. Each command runs in a new shell with the home folder of this host and a clean environment, so that tokens, proxies
 * and virtual environments of the caller do not leak into a node.
 */
public final class LocalShellHost implements RemoteHost {
    private static final Set<String> INHERITED = Set.of("PATH", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TERM");

    private static final String PRINT_MARK = OutputFraming.PRINT_MARK + " \"$2\" $code";

    /** Runs the script in a subshell and marks the end of both streams. Its arguments are the script and the nonce. */
    private static final String MARKED =
            "(eval \"$1\"); code=$?; " + PRINT_MARK + "; " + PRINT_MARK + " >&2; exit $code";

    /** Does the same for a script that can get signals: it leads a process group without this shell, which outlives it. See {@link StopScript}. */
    private static final String STOPPABLE = StopScript.TRAPS
            + " exec 4>&2 2>/dev/null; (exec setsid /bin/sh -c \"$1\" 2>&4 4>&-); code=$?; " + StopScript.HOLD
            + " " + PRINT_MARK + "; " + PRINT_MARK + " >&4; exit $code";

    /** The prefix of variables by which tests shorten waits and enable fault points in the processes that are started here. */
    private static final String TEST_PREFIX = "MUSTER_TEST_";

    private final String name;
    private final Path home;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private final AtomicLong runs = new AtomicLong();
    private volatile boolean closed;

    /** @param home the home and working folder of every command; the first command that needs it must create it */
    public LocalShellHost(String name, Path home) {
        this.name = name;
        this.home = home;
    }

    @Override
    public String name() {
        return name;
    }

    /** The command has no terminal, as over SSH: a program that asks for a password would wait forever and take the operator's terminal. */
    @Override
    public RunResult run(RemoteCommand command) throws InterruptedException {
        String nonce = Digest.of(name, command.script(), Long.toString(runs.incrementAndGet()));
        Process process = start(
                List.of("setsid", "/bin/sh", "-c", shellAround(command), "sh", command.script(), nonce),
                ProcessBuilder.Redirect.PIPE);
        running.add(process);
        ScriptGroup group = new ScriptGroup(process);
        Optional<CommandSignals.Registration> signals = command.signals().map(sender -> sender.register(group::signal));
        try {
            RunResult result = new ShellRun(name, process, command, nonce).await();
            if (closed) {
                throw RemoteFailure.unreachable(name, name + ": the connection was closed");
            }
            return result;
        } finally {
            signals.ifPresent(CommandSignals.Registration::close);
            running.remove(process);
        }
    }

    private static String shellAround(RemoteCommand command) {
        return command.signals().isPresent() ? STOPPABLE : MARKED;
    }

    /** The shell uses the operator's terminal directly. */
    @Override
    public int attach(String script, LocalTerminal terminal) throws InterruptedException {
        terminal.close();
        Process process = start(List.of("/bin/sh", "-c", script), ProcessBuilder.Redirect.INHERIT);
        running.add(process);
        try {
            return process.waitFor();
        } finally {
            ProcessTree.kill(process);
            running.remove(process);
        }
    }

    @Override
    public Forward forward(int port) {
        return new SamePort(port);
    }

    /** The ports of this host are ports of this machine, so nothing is forwarded. */
    @Override
    public Forward forward(int local, int port) {
        if (local != port) {
            throw new UserError(
                    name + " is this machine, so its port " + port + " cannot have another number here",
                    "use -p " + port);
        }
        return new SamePort(port);
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(ProcessTree::kill);
    }

    private Process start(List<String> arguments, ProcessBuilder.Redirect redirect) {
        if (closed) {
            throw RemoteFailure.unreachable(name, name + ": the connection is closed");
        }
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(workingFolder())
                .redirectInput(redirect)
                .redirectOutput(redirect)
                .redirectError(redirect);
        builder.environment().clear();
        builder.environment().putAll(environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new RemoteFailure(name, name + ": cannot start a shell: " + e.getMessage(), "", false, List.of());
        }
    }

    private File workingFolder() {
        File folder = home.toFile();
        return folder.isDirectory() ? folder : new File("/");
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        System.getenv().forEach((key, value) -> {
            if (INHERITED.contains(key) || key.startsWith("LC_") || key.startsWith(TEST_PREFIX)) {
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
