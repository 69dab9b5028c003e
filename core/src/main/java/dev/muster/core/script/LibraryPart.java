package dev.muster.core.script;

/** The library of shell functions for hosts, one file for each topic. A part defines functions and constants, and runs nothing when it is read. */
public enum LibraryPart implements ScriptFile {
    /** Writes files by rename, quotes words, expands {@code ~}. */
    FILES,
    /** Finds the folder of everything that Muster keeps on a host, and checks that no other user can write it. */
    ROOT,
    /** Finds and ends the processes of a node. */
    PROCESSES,
    /** Starts and stops the programs of a node. */
    PROGRAMS,
    /** Reads, claims and releases a host's lease. */
    LEASE,
    /** Edits {@code authorized_keys}. */
    KEYS,
    /** Says whose folder a node's folder is, and removes what no cluster needs any more. */
    FOLDERS,
    /** Lets one host at a time change a folder that several hosts share. */
    FOLDER_LOCK,
    /** Finds conda and its environments. */
    CONDA,
    /** Activates environments: text for {@code env.sh}. */
    ACTIVATION,
    /** Tests which ports can be reached from a host. */
    PORTS,
    /** Reads and writes what the head's folder says of the head and its pool. */
    HEAD,
    /** Copies files to and from a host. */
    TRANSFER,
    /** Runs commands of the operator in bash, after its start-up files. */
    USER_SHELL,
    /** Opens the user's own shell at a terminal. */
    OPEN_SHELL,
    /** Sessions of tmux and screen. */
    SESSIONS,
    /** Starts and stops the engine of a node, and makes its scratch folder. */
    ENGINE
}
