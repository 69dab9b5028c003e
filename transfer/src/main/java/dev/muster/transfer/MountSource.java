package dev.muster.transfer;

import java.util.List;

/** Returns what to copy to a node. Each call reads the sources again. */
@FunctionalInterface
public interface MountSource {
    MountSource NONE = List::of;

    List<Mount> mounts();
}
