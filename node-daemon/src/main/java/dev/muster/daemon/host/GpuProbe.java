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
 * Reads the GPUs with {@code nvidia-smi}. The tool may take a second, or hang with a broken driver, so it has a deadline and should run on its own thread.
 * Most hosts have neither the tool nor a GPU.
 */
public final class GpuProbe {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final HostFiles files;
    private volatile List<UsageSample.Gpu> newest = List.of();

    public GpuProbe(HostFiles files) {
        this.files = files;
    }

    /** Whether {@code nvidia-smi} is installed. */
    public static boolean isAvailable() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(":"))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "nvidia-smi")));
    }

    /** Runs the tool once, for at most 5 s. If it fails, the last result stays. */
    public void refresh() throws InterruptedException {
        try {
            Process process = new ProcessBuilder(Gpus.QUERY)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            result(process).ifPresent(gpus -> newest = gpus);
        } catch (IOException e) {
            newest = List.of();
        }
    }

    /** Reads the output after the tool has ended. It is only a few lines, which fit into a pipe. */
    private static Optional<List<UsageSample.Gpu>> result(Process process) throws IOException, InterruptedException {
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
        return newest.isEmpty() ? Gpus.countDevices(files) : newest.size();
    }
}
