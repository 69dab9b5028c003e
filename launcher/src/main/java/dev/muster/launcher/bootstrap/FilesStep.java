package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RunResult;
import dev.muster.launcher.transfer.Copied;
import dev.muster.launcher.transfer.Copying;
import dev.muster.launcher.transfer.HostShell;
import dev.muster.launcher.transfer.Mount;
import dev.muster.launcher.transfer.Upload;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Copies what {@code file_mounts} names; the head keeps a copy for the workers that come later. */
final class FilesStep {
    private FilesStep() {}

    /** Empty where there is nothing to copy. */
    static Optional<Step> of(NodeSpec spec) {
        List<Mount> mounts = spec.mounts().mounts();
        return mounts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Step(StepIds.FILES, digest(mounts), shell -> copy(mounts, spec, shell)));
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
        for (Mount mount : mounts) {
            Upload upload = new Upload(host, spec.marker().value() + mount.target(), _ -> {});
            Copied copied = spec.isHead()
                    ? Copying.toHead(mount, host, upload, shell.folder() + "/control/mounts")
                    : upload.run(mount);
            say(shell, mount.target() + ": " + copied.text());
        }
        return new RunResult(0, "", "");
    }

    private static void say(NodeShell shell, String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        shell.output().accept(OutputSink.Stream.OUT, bytes, bytes.length);
    }

    private record StepShell(NodeShell shell) implements HostShell {
        @Override
        public String host() {
            return shell.host().name();
        }

        @Override
        public RunResult run(String script, Supplier<InputStream> input, OutputSink output)
                throws InterruptedException {
            return shell.withOutput(output).run(script, input);
        }
    }
}
