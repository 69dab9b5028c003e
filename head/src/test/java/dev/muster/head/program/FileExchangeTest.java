package dev.muster.head.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.control.StopOrder;
import dev.muster.core.failure.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileExchangeTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<NodeAddress> nodes = new ArrayList<>();
    private final List<StopOrder> orders = new ArrayList<>();

    @Test
    void writesALineForEachNodeForTheOwnerOnly() throws Exception {
        AddressBook book = new AddressBook(folder, () -> nodes);
        Path file = folder.resolve("nodes.jsonl");

        book.write();
        assertThat(file).isEmptyFile();

        nodes.add(node());
        book.write();
        assertThat(file)
                .hasContent("{\"key\":\"cpu-1\",\"type\":\"cpu\",\"host\":\"vm \\\"2\\\"\",\"address\":\"10.0.0.2\","
                        + "\"state\":\"ready\",\"folder\":\"/r/lab/cpu-1\"}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void processesAStopRequestOnce() throws Exception {
        StopRequestFile request = new StopRequestFile(folder, orders::add);
        request.process();
        assertThat(orders).isEmpty();

        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/stop-workers"), "ann@desk\n");
        request.process();
        request.process();

        assertThat(orders).containsExactly(new StopOrder(StopOrder.Scope.WORKERS, false, "ann@desk"));
        assertThat(folder.resolve("run")).isEmptyDirectory();
    }

    /** The disk is full for a moment: nobody writes the order again. */
    @Test
    void keepsAStopRequestThatCouldNotBeStored() throws Exception {
        AtomicBoolean isFull = new AtomicBoolean(true);
        StopRequestFile request = new StopRequestFile(folder, order -> {
            if (isFull.get()) {
                throw new UserError("the disk is full");
            }
            orders.add(order);
        });
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/stop-workers"), "ann@desk\n");

        request.process();
        assertThat(orders).isEmpty();
        isFull.set(false);
        request.process();

        assertThat(orders).hasSize(1);
        assertThat(folder.resolve("run")).isEmptyDirectory();
    }

    private static NodeAddress node() {
        Machine machine = new Machine(
                new NodeKey("cpu-1"),
                "cpu",
                "vm \"2\"",
                "10.0.0.2",
                Machine.State.RUNNING,
                "cpu",
                Resources.NONE,
                Map.of());
        return new NodeAddress(machine, NodeState.READY, "/r/lab/cpu-1");
    }
}
