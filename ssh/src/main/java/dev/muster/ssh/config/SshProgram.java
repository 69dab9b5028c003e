package dev.muster.ssh.config;

import dev.muster.core.FanOut;
import dev.muster.core.HostText;
import dev.muster.core.failure.UserError;
import dev.muster.ssh.LocalUser;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * The installed ssh program, which prints the effective configuration of a host ({@code ssh -G}). It may run commands of {@code Match exec} and
 * ask name servers, so it has a time limit.
 *
 * @param file the only configuration file to read; empty for those of the user and the system
 */
record SshProgram(Path program, Optional<Path> file, LocalUser user) {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** The exit code of OpenSSH for every failure of its own. */
    private static final int REFUSED = 255;

    private static final int MAX_BYTES = 1024 * 1024;

    /** Returns the first ssh on the user's PATH. */
    static Optional<SshProgram> find(LocalUser user) {
        String path = user.environment().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator)) {
            Path program = Path.of(folder.isEmpty() ? "." : folder, "ssh");
            if (Files.isRegularFile(program) && Files.isExecutable(program)) {
                return Optional.of(new SshProgram(program, Optional.empty(), user));
            }
        }
        return Optional.empty();
    }

    /** What the program answered. */
    sealed interface Answer {
        record Options(HostOptions options) implements Answer {}

        /** The configuration is invalid for this host. */
        record Refused(UserError error) implements Answer {}

        /** It is another program or too old, or it refuses a jump host that is configured for every host. */
        record NoAnswer() implements Answer {}
    }

    /** @param code the exit code; empty if the program did not end in time */
    private record Output(String out, String err, OptionalInt code) {}

    Answer ask(HostQuery query) throws InterruptedException {
        Output output = run(command(query, List.of()));
        HostOptions options = HostOptions.parse(output.out());
        if (output.code().isEmpty()) {
            return new Answer.Refused(new UserError(
                    query.host() + ": ssh -G did not print its configuration within " + LIMIT.toSeconds() + " s",
                    "look for Match exec and CanonicalizeHostname in ~/.ssh/config; see: ssh -v -G " + query.host()));
        }
        if (!options.hostName().isEmpty()) {
            return new Answer.Options(options);
        }
        boolean isOther =
                output.code().getAsInt() != REFUSED || isRefusedAsItsOwnJumpHost(query) || isRefusedForItsUser(query);
        return isOther ? new Answer.NoAnswer() : new Answer.Refused(refusal(query, output.err()));
    }

    /** Returns whether ssh accepts the configuration as soon as the host has no jump host. */
    private boolean isRefusedAsItsOwnJumpHost(HostQuery query) throws InterruptedException {
        Output output = run(command(query, List.of("-o", "ProxyJump=none")));
        return !HostOptions.parse(output.out()).hostName().isEmpty();
    }

    /** Newer versions accept no name with quotes or other characters of a shell on their command line. */
    private boolean isRefusedForItsUser(HostQuery query) throws InterruptedException {
        if (query.user().isEmpty()) {
            return false;
        }
        Output output = run(command(new HostQuery(query.host(), Optional.empty(), query.port()), List.of()));
        return !HostOptions.parse(output.out()).hostName().isEmpty();
    }

    private List<String> command(HostQuery query, List<String> more) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-T", "-G"));
        command.addAll(more);
        file.ifPresent(path -> command.addAll(List.of("-F", path.toString())));
        query.user().ifPresent(name -> command.addAll(List.of("-l", name)));
        query.port().ifPresent(port -> command.addAll(List.of("-p", Integer.toString(port))));
        command.addAll(List.of("--", query.host()));
        return command;
    }

    /** Names the lines that ssh complains about. */
    private static UserError refusal(HostQuery query, String err) {
        List<String> lines = err.lines()
                .map(HostText::line)
                .filter(line -> !line.isBlank() && !line.contains("terminating, "))
                .limit(3)
                .toList();
        String hint = err.contains("\\357\\273\\277")
                ? "the file begins with a byte order mark: save it as UTF-8 without one"
                : err.contains("\\377\\376") || err.contains("\\376\\377")
                        ? "the file is in UTF-16: save it as UTF-8"
                        : "ssh refuses it too; see: ssh -G " + query.host();
        return new UserError(
                query.host() + ": ssh does not accept its configuration: " + String.join("; ", lines), hint);
    }

    private Output run(List<String> command) throws InterruptedException {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.environment().clear();
            builder.environment().putAll(user.environment());
            return output(builder.start());
        } catch (IOException e) {
            return new Output("", "", OptionalInt.of(0));
        }
    }

    private static Output output(Process process) throws InterruptedException {
        Callable<String> out = () -> text(process.getInputStream().readNBytes(MAX_BYTES));
        Callable<String> err = () -> text(process.getErrorStream().readNBytes(MAX_BYTES));
        Callable<String> end = () -> {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                stop(process);
                return "";
            }
            return Integer.toString(process.exitValue());
        };
        try {
            List<String> texts = new FanOut(3).all(List.of(out, err, end));
            String code = texts.get(2);
            return new Output(
                    texts.get(0),
                    texts.get(1),
                    code.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(code)));
        } finally {
            stop(process);
        }
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
