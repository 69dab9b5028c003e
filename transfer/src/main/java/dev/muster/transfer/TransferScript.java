package dev.muster.transfer;

import dev.muster.core.script.ScriptFile;

/** The scripts that copy files to and from a host. The header of each file says what it expects and prints. */
enum TransferScript implements ScriptFile {
    EXPAND,
    LIST,
    PLACE,
    PROBE_TARGET
}
