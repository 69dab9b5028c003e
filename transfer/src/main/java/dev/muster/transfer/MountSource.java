package dev.muster.transfer;

import java.util.List;

/** What is to be copied to a node; each call looks again. */
@FunctionalInterface
public interface MountSource {
    MountSource NONE = List::of;

    List<Mount> mounts();
}
