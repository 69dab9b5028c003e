package dev.muster.engine.ray.start;

import java.util.List;

/** The commands of Ray's own default configuration, for a file that has none. */
final class DefaultCommands {
    private DefaultCommands() {}

    static List<String> of(Side side, RayPorts ports) {
        return switch (side) {
            case HEAD -> List.of("ulimit -c unlimited; " + start(side, ports));
            case WORKER -> List.of(start(side, ports));
        };
    }

    static String start(Side side, RayPorts ports) {
        return switch (side) {
            case HEAD -> "ray start --head --port=" + ports.gcs();
            case WORKER -> "ray start --address=$RAY_HEAD_IP:" + ports.gcs();
        };
    }
}
