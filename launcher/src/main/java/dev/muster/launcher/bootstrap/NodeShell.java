package dev.muster.launcher.bootstrap;

import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.Marker;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs a step's scripts on its host, marked as the node's, in the node's folder ({@code $node}). Their output goes to the step's log.
 *
 * @param deadline how long one script may run
 * @param step marks the processes that are started, so that leftovers of an interrupted step can be found; empty outside a step
 * @param deferred scripts that run together with the next script of this shell, or of one derived from it
 */
public record NodeShell(
        RemoteHost host,
        Marker marker,
        String root,
        String folder,
        OutputSink output,
        Duration deadline,
        String step,
        DeferredScripts deferred) {
    private static final String STEP = "MUSTER_STEP";
    /** The kernel's and sudo's messages in English, so that {@link StepAdvice} finds them. Nothing else of the locale changes. */
    private static final ShellScript ENGLISH =
            ShellScript.raw("[ -z \"${LC_ALL:-}\" ] || { LANG=$LC_ALL; export LANG; unset LC_ALL; }\n"
                    + "LC_MESSAGES=C; export LC_MESSAGES");
    /** Fails if the account is in a group that this login has not. */
    private static final String NEW_GROUP = "for group in $(id -G \"$(id -un)\" 2>/dev/null); do"
            + " case \" $(id -G) \" in *\" $group \"*) ;; *) exit 1 ;; esac; done\n";
    /** How long one script may run. Conda solvers and package installations are slow. */
    private static final Duration STEP_DEADLINE = Duration.ofHours(1);

    private static final Duration END_DEADLINE = Duration.ofSeconds(10);

    public NodeShell(RemoteHost host, Marker marker, String root, String folder, OutputSink output) {
        this(host, marker, root, folder, output, STEP_DEADLINE, "", new DeferredScripts());
    }

    public NodeShell withOutput(OutputSink newOutput) {
        return new NodeShell(host, marker, root, folder, newOutput, deadline, step, deferred);
    }

    /** Returns a shell whose scripts may run for the set-up timeout of the node's type. */
    public NodeShell within(Duration setUpTimeout) {
        return new NodeShell(host, marker, root, folder, output, setUpTimeout, step, deferred);
    }

    /** Returns a shell with its own deferred scripts: those of one node must not run with the scripts of another one. */
    NodeShell withOwnDeferredScripts() {
        return new NodeShell(host, marker, root, folder, output, deadline, step, new DeferredScripts());
    }

    /** Returns a shell for one step. */
    NodeShell in(BootstrapStep newStep) {
        return new NodeShell(host, marker, root, folder, output, deadline, newStep.id(), deferred);
    }

    /** Ends what an earlier attempt at this step left running. Two attempts at once would disturb each other. */
    void endLeftovers() {
        deferred.add(ShellScript.call(LibraryPart.PROCESSES, "end_step", marker.value(), step));
    }

    /** Ends every process of this step now. */
    void endStep() throws InterruptedException {
        host.run(RemoteCommand.of(ShellScript.call(LibraryPart.PROCESSES, "end_step", marker.value(), step)
                        .text())
                .withDeadline(END_DEADLINE));
    }

    /** Records on the host that this step is done. */
    void recordDone(String digest) {
        deferred.add(ShellScript.call(LibraryPart.FOLDERS, "record_step", folder, step, digest));
    }

    /** Logs in again if commands added a group to the account: a login keeps the groups that it began with. */
    void loginAgainIfGroupsWereAdded() throws InterruptedException {
        if (!run(ShellScript.raw(NEW_GROUP)).ok()) {
            host.loginAgain();
        }
    }

    /** Runs scripts that are still deferred, because there may be no next script. */
    void runDeferred() throws InterruptedException {
        ShellScript pending = deferred.take();
        if (!pending.isEmpty()) {
            host.run(RemoteCommand.of(TrustedRoot.of(root).then(pending).text()));
        }
    }

    public RunResult run(ShellScript script) throws InterruptedException {
        return run(script, InputStream::nullInputStream);
    }

    public RunResult run(ShellScript script, Supplier<InputStream> input) throws InterruptedException {
        return host.run(new RemoteCommand(inNode(script).text(), input, deadline, output));
    }

    /** Runs a script with secret input, which therefore never appears in a command line. */
    public RunResult runWithInput(ShellScript script, String input) throws InterruptedException {
        return host.run(RemoteCommand.of(inNode(script).text())
                .withInput(input)
                .withDeadline(deadline)
                .withOutput(output));
    }

    /** Every script checks the root again: somebody may have removed it since the last one, and another user may have created it. */
    private ShellScript inNode(ShellScript script) {
        ShellScript marked = ShellScript.export(Marker.VARIABLE, marker.value())
                .then(step.isEmpty() ? ShellScript.EMPTY : ShellScript.export(STEP, step));
        return TrustedRoot.of(root)
                .then(deferred.take())
                .then(ShellScript.raw("set -eu"))
                .then(ENGLISH)
                .then(marked.withVariables(Map.of("node", folder)))
                .then(script);
    }

    /**
     * Collects small scripts whose result nobody waits for. They run together with the next script on the host, because a connection of their own costs
     * ten times as much.
     */
    static final class DeferredScripts {
        private ShellScript pending = ShellScript.EMPTY;

        /** Adds a script. If it fails, the script that it runs with runs all the same. */
        synchronized void add(ShellScript script) {
            pending = pending.then(script.inSubshell());
        }

        /** Returns all collected scripts as one, and forgets them. */
        synchronized ShellScript take() {
            ShellScript script = pending;
            pending = ShellScript.EMPTY;
            return script;
        }
    }
}
