package dev.muster.ssh.remote;

import net.schmizz.sshj.connection.channel.direct.Signal;

/** Numbers of SSH's signal names, as Linux on x86-64 and aarch64 has them. */
final class SignalNumbers {
    private SignalNumbers() {}

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
