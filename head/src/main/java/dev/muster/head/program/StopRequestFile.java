package dev.muster.head.program;

import dev.muster.core.control.StopOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code run/stop-workers}: how a command that nobody waits for has the workers stopped when it has ended. Whoever may write into the head's folder
 * may have an operator's certificate as well, so no more than the file is asked for. Its text is the operator.
 */
final class StopRequestFile {
    private static final Logger LOG = LoggerFactory.getLogger(StopRequestFile.class);
    private static final int LONGEST = 256;

    private final Path file;
    private final Consumer<StopOrder> stop;

    StopRequestFile(Path folder, Consumer<StopOrder> stop) {
        this.file = folder.resolve("run").resolve("stop-workers");
        this.stop = stop;
    }

    /** Carries the note out where there is one; it is gone afterwards. */
    void look() {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            String person = Files.size(file) <= LONGEST ? Files.readString(file).strip() : "";
            Files.delete(file);
            stop.accept(new StopOrder(StopOrder.Scope.WORKERS, false, person.isEmpty() ? "somebody" : person));
        } catch (IOException e) {
            LOG.warn("{}: {}", file, e.getMessage());
        }
    }
}
