package dev.muster.ssh.remote;

import net.schmizz.sshj.connection.channel.direct.Signal;

/** The numbers of SSH's signals on Linux (x86-64 and aarch64), for exit codes of the form 128 + number. */
final class SignalNumbers {
    private SignalNumbers() {}

    /** Returns the number of a signal; that of TERM for a signal that SSH does not name. */
    static int number(Signal signal) {
        return switch (signal) {
            case HUP -> 1;
            case INT -> 2;
            case QUIT -> 3;
            case ILL -> 4;
            case ABRT -> 6;
            case FPE -> 8;
            case KILL -> 9;
            case USR1 -> 10;
            case SEGV -> 11;
            case USR2 -> 12;
            case PIPE -> 13;
            case ALRM -> 14;
            case TERM, UNKNOWN -> 15;
        };
    }
}
