package dev.muster.cli.option;

import dev.muster.client.UpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that {@code up} and {@code plan} share. */
public final class UpOptions {
    @Option(
            names = "--min-workers",
            paramLabel = "N",
            order = 3,
            description = "keep at least N workers, instead of the file's minimum")
    private @Nullable Integer minWorkers;

    @Option(
            names = "--max-workers",
            paramLabel = "N",
            order = 4,
            description = "allow at most N workers, instead of the file's maximum")
    private @Nullable Integer maxWorkers;

    @ArgGroup
    private final RestartOptions restart = new RestartOptions();

    @Option(
            names = "--take-over",
            paramLabel = "HOST",
            order = 10,
            description = "use this host although another cluster holds its lease; may be repeated")
    private List<String> takeOver = new ArrayList<>();

    @Option(
            names = "--now",
            order = 11,
            description = "set up changed workers all at once; each still waits for its own running work")
    private boolean now;

    @Option(
            names = "--adopt",
            order = 12,
            description = "the head moved to another host: clean up after the old head, and continue on the new host")
    private boolean adopt;

    /** At most one of the two may be given. */
    private static final class RestartOptions {
        @Option(
                names = "--no-restart",
                order = 8,
                description = "do not run the start commands again on nodes that are up")
        private boolean never;

        @Option(names = "--restart-only", order = 9, description = "only run the start commands again, no set-up")
        private boolean only;
    }

    public UpRequest.Limits limits() {
        return new UpRequest.Limits(limit("--min-workers", minWorkers), limit("--max-workers", maxWorkers));
    }

    private static OptionalInt limit(String option, @Nullable Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(OptionBounds.atLeastZero(option, number));
    }

    public UpRequest.Restart restart() {
        if (restart.never) {
            return UpRequest.Restart.NEVER;
        }
        return restart.only ? UpRequest.Restart.ONLY : UpRequest.Restart.AS_NEEDED;
    }

    public UpRequest.Allowed allowed() {
        return new UpRequest.Allowed(takeOver, now, adopt, false);
    }
}
