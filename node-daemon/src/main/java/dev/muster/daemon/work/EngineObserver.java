package dev.muster.daemon.work;

import dev.muster.core.status.EngineStatus;
import dev.muster.core.status.EngineStatus.Phase;
import dev.muster.daemon.behaviour.EngineObservation;
import dev.muster.daemon.folder.NodeFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Observes the engine: {@code muster-engine} writes {@code run/engine.state}, and its processes have the node's marker. */
public final class EngineObserver {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_RESTARTS_DIGITS = 9;
    private static final int MAX_SECONDS_DIGITS = 11;
    private static final int WORDS = 3;

    private final NodeFolder folder;
    private final ProcessTable processes;

    public EngineObserver(NodeFolder folder, ProcessTable processes) {
        this.folder = folder;
        this.processes = processes;
    }

    public EngineObservation observe() {
        if (!Files.exists(folder.engineCommand())) {
            return EngineObservation.NONE;
        }
        boolean isAlive = processes.findMarked().stream().anyMatch(MarkedProcess::isEngine);
        return new EngineObservation(read().map(status -> isAlive ? status : withoutProcesses(status)), isAlive);
    }

    private Optional<EngineStatus> read() {
        try (InputStream input = Files.newInputStream(folder.run("engine.state"))) {
            return parse(new String(input.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A whole process tree that was killed at once leaves a state that is no longer true. */
    private static EngineStatus withoutProcesses(EngineStatus last) {
        boolean hasEnded = last.phase() == Phase.FAILED || last.phase() == Phase.STOPPED;
        return hasEnded
                ? last
                : new EngineStatus(
                        Phase.FAILED, last.since(), last.restarts(), List.of("all processes of the engine have ended"));
    }

    /** Returns empty if it is not the state of an engine. */
    static Optional<EngineStatus> parse(String text) {
        List<String> lines = text.lines().toList();
        String[] words = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", -1);
        if (words.length != WORDS
                || !isNumber(words[1], MAX_SECONDS_DIGITS)
                || !isNumber(words[2], MAX_RESTARTS_DIGITS)) {
            return Optional.empty();
        }
        return Arrays.stream(Phase.values())
                .filter(phase -> phase.wireName().equals(words[0]))
                .findFirst()
                .map(phase -> new EngineStatus(
                        phase,
                        Instant.ofEpochSecond(Long.parseLong(words[1])),
                        Integer.parseInt(words[2]),
                        lines.subList(1, lines.size())));
    }

    private static boolean isNumber(String word, int maxDigits) {
        return !word.isEmpty()
                && word.length() <= maxDigits
                && word.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }
}
