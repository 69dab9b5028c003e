package dev.muster.head.program;

import dev.muster.core.NodeKey;
import dev.muster.head.state.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the set-up logs of nodes that are gone, but for the newest ones: a node key is never used again, so every failed attempt leaves a folder of up to 8 MB
 * per step.
 */
final class StepLogPruning {
    private static final Logger LOG = LoggerFactory.getLogger(StepLogPruning.class);
    static final int KEPT = 200;

    private final Path logs;

    /** @param logs has a folder for each node */
    StepLogPruning(Path logs) {
        this.logs = logs;
    }

    void run(State state) {
        try {
            folders().stream()
                    .filter(folder -> isGone(folder, state))
                    .sorted(Comparator.comparing(StepLogPruning::changed).reversed())
                    .skip(KEPT)
                    .forEach(StepLogPruning::delete);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("cannot delete old set-up logs: {}", e.getMessage());
        }
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(logs, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(logs)) {
            return all.filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    private static boolean isGone(Path folder, State state) {
        return NodeKey.parse(folder.getFileName().toString())
                .filter(key -> !key.isHead() && !state.nodes().containsKey(key))
                .isPresent();
    }

    private static long changed(Path folder) {
        try {
            return Files.getLastModifiedTime(folder).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
