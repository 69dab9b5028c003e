package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.transfer.CopyResult;
import dev.muster.transfer.HostShell;
import dev.muster.transfer.Mount;
import dev.muster.transfer.MountCopier;
import dev.muster.transfer.Upload;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Copies the files of {@code file_mounts}. The head keeps a copy for workers that start later. */
final class FilesStep {
    private FilesStep() {}

    /** Returns the step. Empty if there is nothing to copy. */
    static Optional<BootstrapStep> of(NodeSpec spec) {
        List<Mount> mounts = spec.mounts().mounts();
        return mounts.isEmpty()
                ? Optional.empty()
                : Optional.of(new BootstrapStep(StepIds.FILES, digest(mounts), shell -> copy(mounts, spec, shell)));
    }

    private static String digest(List<Mount> mounts) {
        List<String> parts = new ArrayList<>();
        mounts.forEach(mount -> {
            parts.add(mount.target());
            parts.add(mount.tree().digest());
        });
        return Digest.of(parts);
    }

    private static RunResult copy(List<Mount> mounts, NodeSpec spec, NodeShell shell) throws InterruptedException {
        HostShell host = new StepShell(shell);
        try {
            for (Mount mount : mounts) {
                Upload upload = new Upload(host, spec.marker().value() + mount.target(), _ -> {});
                CopyResult copied = spec.isHead()
                        ? MountCopier.toHead(mount, host, upload, shell.folder() + "/control/mounts")
                        : upload.run(mount);
                log(shell, mount.target() + ": " + copied.describe());
            }
            return new RunResult(0, "", "");
        } catch (RemoteFailure failure) {
            return failed(failure, shell);
        }
    }

    /** Turns a failure that no retry can fix into the step's own failure, with its details in the step's log. */
    private static RunResult failed(RemoteFailure failure, NodeShell shell) {
        if (failure.retryable()) {
            throw failure;
        }
        String text = failure.text() + (failure.hint().isEmpty() ? "" : " (" + failure.hint() + ")");
        failure.lastLines().forEach(line -> log(shell, line));
        log(shell, text);
        return new RunResult(1, "", text);
    }

    private static void log(NodeShell shell, String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        shell.output().accept(OutputSink.Stream.OUT, bytes, bytes.length);
    }

    private record StepShell(NodeShell shell) implements HostShell {
        @Override
        public String host() {
            return shell.host().name();
        }

        @Override
        public RunResult run(ShellScript script, Supplier<InputStream> input, OutputSink output)
                throws InterruptedException {
            return shell.withOutput(output).run(script, input);
        }
    }
}
