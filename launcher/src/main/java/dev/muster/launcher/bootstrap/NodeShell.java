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
 * Runs a step's scripts on its host: marked as the node's, in the node's folder ({@code $node}), with output to the step's log.
 *
 * @param step marks what is started, so that it is found again when nobody waits for it any more; empty outside a step
 * @param errands go with the next script that is run by this shell, or by one made of it
 */
public record NodeShell(
        RemoteHost host,
        Marker marker,
        String root,
        String folder,
        OutputSink output,
        String step,
        DeferredScripts errands) {
    private static final String STEP = "MUSTER_STEP";
    /** Long: conda solvers and package installs take their time. */
    static final Duration STEP_DEADLINE = Duration.ofHours(1);

    public NodeShell(RemoteHost host, Marker marker, String root, String folder, OutputSink output) {
        this(host, marker, root, folder, output, "", new DeferredScripts());
    }

    public NodeShell withOutput(OutputSink newOutput) {
        return new NodeShell(host, marker, root, folder, newOutput, step, errands);
    }

    /** With errands of its own: what one lane has to do must not go with another's script, which runs beside it. */
    NodeShell forItself() {
        return new NodeShell(host, marker, root, folder, output, step, new DeferredScripts());
    }

    NodeShell in(BootstrapStep newStep) {
        return new NodeShell(host, marker, root, folder, output, newStep.id(), errands);
    }

    /** Ends what an earlier attempt at this step left behind: whoever ran it is gone, and two at once would spoil each other's work. */
    void endLeftovers() {
        errands.add(ShellScript.call(LibraryPart.PROCESSES, "end_step", marker.value(), step));
    }

    /** Notes on the host that this step is done. */
    void note(String digest) {
        errands.add(ShellScript.call(LibraryPart.FOLDERS, "record_step", folder, step, digest));
    }

    /** Runs what would go with the next script, where there may be none. */
    void runErrands() throws InterruptedException {
        ShellScript due = errands.take();
        if (!due.isEmpty()) {
            host.run(RemoteCommand.of(TrustedRoot.of(root).then(due).text()));
        }
    }

    public RunResult run(ShellScript script) throws InterruptedException {
        return run(script, InputStream::nullInputStream);
    }

    public RunResult run(ShellScript script, Supplier<InputStream> input) throws InterruptedException {
        return host.run(new RemoteCommand(inNode(script).text(), input, STEP_DEADLINE, output));
    }

    /** For text that is secret: it never stands in a command line. */
    public RunResult runWithInput(ShellScript script, String input) throws InterruptedException {
        return host.run(RemoteCommand.of(inNode(script).text())
                .withInput(input)
                .withDeadline(STEP_DEADLINE)
                .withOutput(output));
    }

    /** Each script checks the root again: it may have been removed since the last one, and made by another user. */
    private ShellScript inNode(ShellScript script) {
        ShellScript marked = ShellScript.export(Marker.VARIABLE, marker.value())
                .then(step.isEmpty() ? ShellScript.EMPTY : ShellScript.export(STEP, step));
        return TrustedRoot.of(root)
                .then(errands.take())
                .then(ShellScript.raw("set -eu"))
                .then(marked.withVariables(Map.of("node", folder)))
                .then(script);
    }
}
