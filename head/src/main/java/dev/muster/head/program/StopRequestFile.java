package dev.muster.head.program;

import dev.muster.core.control.StopOrder;
import dev.muster.core.failure.ClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code run/stop-workers}: a detached command writes this file to have the workers stopped when it has ended. Whoever can write into the head's folder can
 * get an operator's certificate as well, so the file needs no other proof. Its text names the operator.
 */
final class StopRequestFile {
    private static final Logger LOG = LoggerFactory.getLogger(StopRequestFile.class);
    private static final int MAX_BYTES = 256;

    private final Path file;
    private final Consumer<StopOrder> stop;

    StopRequestFile(Path folder, Consumer<StopOrder> stop) {
        this.file = folder.resolve("run").resolve("stop-workers");
        this.stop = stop;
    }

    /** Stops the workers and deletes the file, if it exists: in this order, because nobody gives the order again. */
    void process() {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            String operator =
                    Files.size(file) <= MAX_BYTES ? Files.readString(file).strip() : "";
            stop.accept(new StopOrder(StopOrder.Scope.WORKERS, false, operator.isEmpty() ? "unknown" : operator));
            Files.delete(file);
        } catch (IOException | ClusterException e) {
            LOG.warn("cannot process {}: {}", file, e.getMessage());
        }
    }
}
