package dev.muster.ssh.remote;

import dev.muster.core.failure.UserError;
import dev.muster.core.port.CommandSignals.Signal;
import dev.muster.ssh.script.OutputFraming;
import dev.muster.ssh.script.StopScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The command lines for a host's login shell. They work in every login shell: each is one line with words in single quotes, and these words
 * contain nothing that sh, csh or fish would read differently. A script is written with octal escapes for its special characters.
 */
final class HostScript {
    /** Linux accepts 128 KiB in one argument. */
    private static final int MAX_LENGTH = 120 * 1024;

    /**
     * The shell around a script. Its arguments are the nonce, the deadline in seconds, and the script.
     *
     * <p>It runs the script in a new session, in the foreground so that the script does not ignore INT. It prints the marks of
     * {@link OutputFraming}: before the script its leader's process on standard output and this shell's process on standard error; after the
     * script its exit code on standard output and 0 on standard error.
     *
     * <p>A watch runs beside the script. Every two seconds it checks that the connection's process, which is this shell's parent, still exists
     * and that the deadline has not passed. Otherwise it stops the script's process group: TERM, ten seconds, KILL. It finds the script as this
     * shell's other child. Twice a minute it prints a heartbeat on standard error: if the operator's machine disappeared, nobody
     * acknowledges it, and the host notices that the connection is lost.
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
            "[ $((i%30)) = 0 ] && " + OutputFraming.PRINT_MARK + " $n " + OutputFraming.HEARTBEAT + " >&4;",
            "done ) >/dev/null 3<&- &",
            "m=$!;",
            "( read -r p a </proc/self/stat;",
            OutputFraming.PRINT_MARK + " $n $p && " + OutputFraming.PRINT_MARK + " $n $$ >&4 || exit 1;",
            "g=; command -v setsid >/dev/null && g=setsid;",
            "exec $g sh -c \"$s\" sh <&3 3<&- 2>&4 4>&- );",
            "c=$?; exec 3<&-;",
            StopScript.HOLD,
            "kill $m;", // without wait: if the signal comes too early for the watch, it ends itself when this shell is
            // gone
            OutputFraming.PRINT_MARK + " $n $c; " + OutputFraming.PRINT_MARK + " $n 0 >&4; exit $c");

    private HostScript() {}

    /**
     * Returns a command line that runs the script and frames its output.
     *
     * @param nonce letters and digits that no other output can guess
     * @throws UserError if the script is too long or contains a NUL byte
     */
    static String run(String script, String nonce, Duration deadline) {
        long seconds = Math.min(deadline.toSeconds() + 10, Integer.MAX_VALUE); // the caller enforces its deadline first
        return checked("exec sh -c '" + WRAPPER + "' sh " + nonce + " " + seconds + " '" + escaped(script) + "'");
    }

    /** Returns a command line that runs the script on a terminal. The kernel ends it with the connection. */
    static String attach(String script) {
        return checked(
                "exec sh -c 's=$(printf %b \"$1\"; echo x); exec sh -c \"${s%x}\"' sh '" + escaped(script) + "'");
    }

    /** Returns a command line that stops what {@link #run} started and waits for its end: TERM, three seconds, KILL. */
    static String stop(long leader) {
        String alive = "{ kill -0 -" + leader + " || kill -0 " + leader + "; }";
        return "exec sh -c 'exec 2>/dev/null; kill -TERM -" + leader + " || kill -TERM " + leader + "; i=0; while "
                + alive
                + " && [ $i -lt 60 ]; do sleep 0.05; i=$((i+1)); done; kill -KILL -" + leader + " || kill -KILL "
                + leader
                + "; while " + alive + " && [ $i -lt 140 ]; do sleep 0.05; i=$((i+1)); done'";
    }

    /** Returns a command line that sends a signal to what {@link #run} started; see {@link StopScript}. */
    static String signal(long shell, long leader, Signal signal) {
        return "exec sh -c '" + StopScript.of(shell, leader, signal) + "'";
    }

    private static String checked(String line) {
        if (line.length() > MAX_LENGTH) {
            throw new UserError(
                    "a script of " + line.length() + " bytes is too long for a command line; send it as input");
        }
        return line;
    }

    /** Escapes a script for {@code printf %b} inside single quotes. */
    private static String escaped(String script) {
        StringBuilder text = new StringBuilder();
        for (byte value : script.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = value >= ' ' && value < 0x7f && value != '\\' && value != '\'' && value != '!';
            if (value == 0) {
                throw new UserError("a script cannot contain a NUL byte");
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
