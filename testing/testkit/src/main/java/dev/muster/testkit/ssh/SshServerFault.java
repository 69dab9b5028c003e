package dev.muster.testkit.ssh;

/** What is wrong with a server. */
public enum SshServerFault {
    NONE,
    /** Nobody listens on its port. */
    REFUSE,
    /** Takes the connection and says nothing. */
    HANG_AT_BANNER,
    /** Lets us log in and never answers again. */
    HANG_AFTER_CONNECT,
    /** Closes the connection after 64 KiB of a command's input. */
    RESET_IN_THE_MIDDLE,
    /** Each step takes a while, but in the end all is well. */
    SLOW,
    /** Takes nobody's key. */
    WRONG_KEY,
    /** Runs commands, but forwards nothing. */
    NO_FORWARDING
}
