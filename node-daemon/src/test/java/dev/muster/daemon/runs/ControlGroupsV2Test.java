package dev.muster.daemon.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boots a machine with control groups of version 2, where {@code machine-init.sh} checks what muster-run does. It takes 15 s on a quiet machine. */
class ControlGroupsV2Test {
    private static final Path RESOURCES = Path.of("src/test/resources/runs").toAbsolutePath();

    @TempDir
    private Path temporary;

    @Test
    void limitsHoldWithControlGroupsOfVersion2() throws Exception {
        Optional<Path> kernel = kernel();
        assumeTrue(kernel.isPresent(), "no kernel is in /boot (package linux-image-amd64)");
        for (String program : List.of("qemu-system-x86_64", "cpio", "flock", "busybox")) {
            assumeTrue(NodeRuns.isInstalled(program), program + " is not installed");
        }
        Path output = temporary.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder("sh", RESOURCES.resolve("boot-machine.sh").toString());
        builder.environment()
                .putAll(Map.of(
                        "kernel", kernel.get().toString(),
                        "script", NodeRuns.SCRIPT.toString(),
                        "init", RESOURCES.resolve("machine-init.sh").toString(),
                        "work", temporary.toString()));
        Process machine = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean hasEnded = machine.waitFor(400, TimeUnit.SECONDS);
        machine.descendants().forEach(ProcessHandle::destroyForcibly);
        List<String> checks = Files.readString(output, java.nio.charset.StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.startsWith("CHECK "))
                .map(String::strip)
                .toList();
        assertThat(hasEnded).as("it shut down: " + checks).isTrue();
        assertThat(checks)
                .allMatch(line -> line.endsWith(" ok"))
                .hasSizeGreaterThan(25)
                .endsWith("CHECK end ok");
    }

    private static Optional<Path> kernel() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("/boot"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("vmlinuz-"))
                    .max(Comparator.naturalOrder());
        }
    }
}
