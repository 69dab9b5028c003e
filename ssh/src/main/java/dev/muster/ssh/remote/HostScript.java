package dev.muster.ssh.remote;

import dev.muster.core.failure.UserError;
import dev.muster.core.port.CommandSignals.Signal;
import dev.muster.ssh.script.OutputFraming;
import dev.muster.ssh.script.StopScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The command lines that are given to a host's login shell, whichever it is: one line, one pair of single quotes, and inside them nothing that
 * sh, csh or fish would read differently. Our script travels in them with its odd characters as octal escapes.
 */
final class HostScript {
    /** Linux takes 128 KiB in one argument. */
    private static final int LONGEST = 120 * 1024;

    /**
     * Runs the script in a session of its own, in the foreground so that it does not ignore INT, and tells its output apart from what the login shell
     * prints: before it a mark on standard output with the process that leads its group, and one on standard error with this shell's; behind it a
     * mark with the exit code on both. While it runs, a watch looks every two seconds whether the connection's process (our parent) is still
     * there and the time is not over; else the script's whole process group is ended: TERM, ten seconds, KILL. The watch finds the script
     * among the processes as this shell's other child. Arguments: nonce, seconds, script.
     */
    private static final String WRAPPER = String.join(
            " ",
            "n=$1; t=$2; s=$(printf %b \"$3\"; echo x); s=${s%x};",
            "exec 3<&0 </dev/null 4>&2 2>/dev/null;",
            StopScript.TRAPS,
            "( trap \"kill \\$z; exit\" TERM; trap \"\" PIPE; read -r w a </proc/self/stat; i=0;",
            "while :; do sleep 2 4>&- & z=$!; wait $z; i=$((i+2));",
            "read -r a b c q d </proc/$$/stat || exit;",
            "if [ \"$q\" != $PPID ] || [ $i -ge $t ]; then",
            "trap \"\" TERM; p=;",
            "for f in /proc/[0-9]*/stat; do read -r a <$f || continue; set -- ${a##*)};",
            "if [ \"$2\" = $$ ] && [ ${a%% *} != $w ]; then p=${a%% *}; fi; done;",
            "[ $p ] || exit; kill -TERM -$p || kill -TERM $p; i=0;",
            "while kill -0 -$p && [ $i -lt 200 ]; do sleep 0.05; i=$((i+1)); done;",
            "kill -KILL -$p || kill -KILL $p; exit; fi;",
            "[ $((i%30)) = 0 ] && printf \"\\001%s " + OutputFraming.BEAT + "\\n\" $n >&4;",
            "done ) >/dev/null 3<&- &",
            "m=$!;",
            "( read -r p a </proc/self/stat;",
            "printf \"\\001%s %s\\n\" $n $p && printf \"\\001%s %s\\n\" $n $$ >&4 || exit 1;",
            "g=; command -v setsid >/dev/null && g=setsid;",
            "exec $g sh -c \"$s\" sh <&3 3<&- 2>&4 4>&- );",
            "c=$?; exec 3<&-;",
            StopScript.HOLD,
            "kill $m;", // not waited for: a signal just after its fork is lost, then it ends by itself, as we are gone
            "printf \"\\001%s %s\\n\" $n $c; printf \"\\001%s 0\\n\" $n >&4; exit $c");

    private HostScript() {}

    /** @param nonce of letters and digits, not guessed by any output */
    static String run(String script, String nonce, Duration deadline) {
        long seconds = Math.min(deadline.toSeconds() + 10, Integer.MAX_VALUE); // the caller's deadline comes first
        return checked("exec sh -c '" + WRAPPER + "' sh " + nonce + " " + seconds + " '" + escaped(script) + "'");
    }

    /** On a terminal: the kernel ends it with the connection. */
    static String attach(String script) {
        return checked(
                "exec sh -c 's=$(printf %b \"$1\"; echo x); exec sh -c \"${s%x}\"' sh '" + escaped(script) + "'");
    }

    /** Ends what {@link #run} started, and returns when it has ended: TERM, three seconds, KILL. */
    static String end(long leader) {
        String alive = "{ kill -0 -" + leader + " || kill -0 " + leader + "; }";
        return "exec sh -c 'exec 2>/dev/null; kill -TERM -" + leader + " || kill -TERM " + leader + "; i=0; while "
                + alive
                + " && [ $i -lt 60 ]; do sleep 0.05; i=$((i+1)); done; kill -KILL -" + leader + " || kill -KILL "
                + leader
                + "; while " + alive + " && [ $i -lt 140 ]; do sleep 0.05; i=$((i+1)); done'";
    }

    /** Sends it a signal; see {@link StopScript}. */
    static String signal(long shell, long leader, Signal signal) {
        return "exec sh -c '" + StopScript.of(shell, leader, signal) + "'";
    }

    private static String checked(String line) {
        if (line.length() > LONGEST) {
            throw new UserError(
                    "a script of " + line.length() + " bytes is too long for a command line: hand it over as input");
        }
        return line;
    }

    /** For printf's %b, inside single quotes. */
    private static String escaped(String script) {
        StringBuilder text = new StringBuilder();
        for (byte value : script.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = value >= ' ' && value < 0x7f && value != '\\' && value != '\'' && value != '!';
            if (value == 0) {
                throw new UserError("a script cannot hold a NUL byte");
            }
            if (plain) {
                text.append((char) value);
            } else {
                text.append("\\0").append(octal(value & 0xff));
            }
        }
        return text.toString();
    }

    private static String octal(int value) {
        return "" + (char) ('0' + (value >> 6)) + (char) ('0' + ((value >> 3) & 7)) + (char) ('0' + (value & 7));
    }
}
