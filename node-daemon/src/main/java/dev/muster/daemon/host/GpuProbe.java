package dev.muster.daemon.host;

import dev.muster.core.status.UsageSample;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks {@code nvidia-smi}, which may take a second, or hang on a broken driver: so it has a deadline, and runs on a thread of its own.
 * No tool and no card is the normal case.
 */
public final class GpuProbe {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final HostFiles files;
    private volatile List<UsageSample.Gpu> newest = List.of();

    public GpuProbe(HostFiles files) {
        this.files = files;
    }

    /** Whether there is anything to ask again and again. */
    public static boolean isThere() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(":"))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "nvidia-smi")));
    }

    /** One question, at most {@link #DEADLINE} long; no answer leaves the last one. */
    public void refresh() throws InterruptedException {
        try {
            Process process = new ProcessBuilder(Gpus.QUERY)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            answer(process).ifPresent(gpus -> newest = gpus);
        } catch (IOException e) {
            newest = List.of();
        }
    }

    /** The output is a few lines, which a pipe holds: so it can be read after the end. */
    private static Optional<List<UsageSample.Gpu>> answer(Process process) throws IOException, InterruptedException {
        try {
            if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                return Optional.empty();
            }
            try (BufferedReader output = process.inputReader()) {
                return Optional.of(Gpus.parse(output.lines().limit(1000).toList()));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    List<UsageSample.Gpu> newest() {
        return newest;
    }

    int count() {
        return newest.isEmpty() ? Gpus.devices(files) : newest.size();
    }
}
