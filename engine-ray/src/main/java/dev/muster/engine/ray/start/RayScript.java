package dev.muster.engine.ray.start;

import dev.muster.core.script.ScriptFile;

/** The scripts around Ray's start on a node. The header of each file says what it expects and prints. */
enum RayScript implements ScriptFile {
    CHECK,
    DIAGNOSE,
    READY,
    WAIT
}
