package dev.muster.head.engine;

import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.port.Time;
import dev.muster.engine.EngineLink;
import dev.muster.engine.EngineNode;
import dev.muster.engine.EngineSite;
import dev.muster.engine.Engines;
import dev.muster.head.state.AppliedConfig;
import dev.muster.launcher.bootstrap.NodeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Connects the head to the engine that runs beside it on its host. */
public final class EngineLinks implements EngineWatch.Links {
    private final EnginePlace place;
    private final Time time;

    /**
     * Where the head is.
     *
     * @param address as other nodes reach the head's host, without a port
     * @param folder the folder of the head's node
     */
    public record EnginePlace(ClusterId cluster, String address, Path folder) {}

    public EngineLinks(EnginePlace place, Time time) {
        this.place = place;
        this.time = time;
    }

    @Override
    public EngineLink connect(AppliedConfig config) {
        EngineNode head = head(config.config());
        Path folder = place.folder().resolve("engine");
        return Engines.get(config.config().engine().name())
                .connect(new EngineSite(head, folder, scratch(folder), time));
    }

    @Override
    public Object identity(AppliedConfig config) {
        return head(config.config());
    }

    private EngineNode head(ClusterConfig config) {
        Machine machine = new Machine(
                NodeKey.HEAD,
                config.headType(),
                config.provider().headHost(),
                place.address(),
                Machine.State.RUNNING,
                "",
                Resources.NONE,
                Map.of());
        return NodeEngine.node(config, place.cluster(), machine, place.address());
    }

    /** The set-up of the head wrote the path before it started this program. */
    private static Path scratch(Path folder) {
        try {
            return Path.of(Files.readString(folder.resolve("scratch")).strip());
        } catch (IOException e) {
            return folder;
        }
    }
}
