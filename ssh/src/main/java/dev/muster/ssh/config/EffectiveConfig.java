package dev.muster.ssh.config;

import dev.muster.core.FanOut;
import dev.muster.core.failure.UserError;
import dev.muster.ssh.LocalUser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The effective ssh configuration of hosts, each found once. The installed ssh program prints it; where there is none, Muster reads the files
 * itself. For many hosts, a sample is asked of ssh, and the reader serves the others if it agrees with ssh on the whole sample.
 */
final class EffectiveConfig implements Function<HostQuery, HostOptions> {
    private static final int PARALLEL = 8;
    private static final int SAMPLE = 64;
    private static final Duration MATCH_LIMIT = Duration.ofSeconds(15);
    private static final Path SYSTEM_FILE = Path.of("/etc/ssh/ssh_config");
    /** The folders of other builds of OpenSSH: vendor files of a distribution, Homebrew. */
    private static final List<Path> OTHER_SYSTEM_FILES = List.of(
            Path.of("/usr/etc/ssh/ssh_config"),
            Path.of("/opt/homebrew/etc/ssh/ssh_config"),
            Path.of("/usr/local/etc/ssh/ssh_config"),
            Path.of("/usr/local/etc/ssh_config"));

    private final LocalUser user;
    private final Optional<SshProgram> program;
    private final List<Source> sources;
    private final Map<HostQuery, HostOptions> known = new ConcurrentHashMap<>();
    private final Map<String, Boolean> matched = new ConcurrentHashMap<>();
    private volatile boolean readerAgrees;
    private volatile List<ConfigFile> files = List.of();
    private volatile boolean filesAreRead;

    /** A file, and whose it is. */
    record Source(Path file, SshConfigReader.Owner owner) {}

    EffectiveConfig(LocalUser user, Optional<SshProgram> program, List<Source> sources) {
        this.user = user;
        this.program = program;
        this.sources = List.copyOf(sources);
    }

    /** Returns the configuration of the user and the system. */
    static EffectiveConfig ofUser(LocalUser user) {
        List<Source> sources = List.of(
                new Source(user.home().resolve(".ssh/config"), SshConfigReader.Owner.USER),
                new Source(SYSTEM_FILE, SshConfigReader.Owner.SYSTEM));
        boolean exists = sources.stream().map(Source::file).anyMatch(Files::exists)
                || OTHER_SYSTEM_FILES.stream().anyMatch(Files::exists);
        return new EffectiveConfig(user, exists ? SshProgram.find(user) : Optional.empty(), sources);
    }

    /** Finds the settings of many hosts in parallel. A host whose settings are invalid fails later, when it is asked for. */
    void prepare(Collection<HostQuery> queries) {
        List<HostQuery> missing = queries.stream()
                .distinct()
                .filter(query -> !known.containsKey(query))
                .toList();
        if (program.isEmpty() || missing.size() < 2) {
            return;
        }
        List<HostQuery> sample = missing.subList(0, Math.min(SAMPLE, missing.size()));
        askAll(sample);
        List<HostQuery> others = missing.subList(sample.size(), missing.size());
        if (!others.isEmpty()) {
            readerAgrees = sample.stream().allMatch(this::isReadAlike);
            if (!readerAgrees) {
                askAll(others);
            }
        }
    }

    private void askAll(List<HostQuery> queries) {
        List<Callable<HostOptions>> tasks = new ArrayList<>();
        queries.forEach(query -> tasks.add(() -> apply(query)));
        try {
            new FanOut(PARALLEL).settle(tasks);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReadAlike(HostQuery query) {
        Optional<HostOptions> read = tryToRead(query);
        HostOptions asked = known.get(query);
        return read.isPresent()
                && asked != null
                && HostComparison.differences(asked, read.get()).isEmpty();
    }

    @Override
    public HostOptions apply(HostQuery query) {
        HostOptions before = known.get(query);
        if (before != null) {
            return before;
        }
        HostOptions found = readerAgrees ? tryToRead(query).orElseGet(() -> ask(query)) : ask(query);
        known.put(query, found);
        return found;
    }

    private HostOptions ask(HostQuery query) {
        if (program.isEmpty()) {
            return read(query);
        }
        try {
            return switch (program.get().ask(query)) {
                case SshProgram.Answer.Options(HostOptions options) -> options.withFilesOf(tryToRead(query));
                case SshProgram.Answer.Refused(UserError error) -> throw error;
                case SshProgram.Answer.NoAnswer() -> read(query);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError(query.host() + ": interrupted");
        }
    }

    private HostOptions read(HostQuery query) {
        return ConfigEvaluation.of(user, query, files(), this::succeeds);
    }

    private Optional<HostOptions> tryToRead(HostQuery query) {
        try {
            return Optional.of(read(query));
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    private List<ConfigFile> files() {
        if (!filesAreRead) {
            files = sources.stream()
                    .map(source -> SshConfigReader.read(source.file(), source.owner(), user))
                    .toList();
            filesAreRead = true;
        }
        return files;
    }

    /** Runs the command of a {@code Match exec} once. */
    private boolean succeeds(String command) {
        return matched.computeIfAbsent(command, this::run);
    }

    private boolean run(String command) {
        try {
            File nothing = new File("/dev/null");
            ProcessBuilder builder = new ProcessBuilder(user.shell(), "-c", command)
                    .redirectInput(nothing)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().putAll(user.environment());
            Process process = builder.start();
            boolean ended = process.waitFor(MATCH_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
