package dev.muster.transfer;

import dev.muster.core.Digest;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.transfer.CopyResult.How;
import dev.muster.transfer.tar.CountingInput;
import dev.muster.transfer.tar.TarSource;
import dev.muster.transfer.tree.Tree;
import dev.muster.transfer.tree.TreeEntry;
import dev.muster.transfer.tree.VerifiedContent;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Copies one mount to one host: probes what is there, then sends one stream with what is missing or different. It may be repeated at any time; an
 * interrupted copy leaves nothing. Throws {@code RemoteFailure}, or {@code UserError} if a source changes during the copy.
 */
public final class Upload {
    private static final int NOT_WRITABLE = 77;
    /** What precedes the files in the host's answer: a folder and a name. */
    private static final int MAX_PREFIX = 64 * 1024;
    /** What the answer says of one path besides the path itself. Only a link's target can be long, and few entries are links. */
    private static final int MAX_ATTRIBUTES = 512;

    private final HostShell shell;
    private final String token;
    private final LongConsumer progress;

    /**
     * Creates an upload.
     *
     * @param own a text that no other copy has at the same time
     * @param progress receives the number of bytes that were sent since the last call
     */
    public Upload(HostShell shell, String own, LongConsumer progress) {
        this.shell = shell;
        this.token = Digest.of(own, shell.host()).substring(0, 32);
        this.progress = progress;
    }

    /** Copies the mount. */
    public CopyResult run(Mount mount) throws InterruptedException {
        return run(mount, CopyRetention.NONE);
    }

    /**
     * Copies the mount.
     *
     * @param retention what the host stores for other hosts besides
     */
    CopyResult run(Mount mount, CopyRetention retention) throws InterruptedException {
        TargetState target = probe(mount);
        Tree tree = mount.tree().withName(target.name());
        boolean same = isSame(mount, target);
        List<TreeEntry> missing = retention.missing(tree);
        Set<String> changed = missing.stream().map(TreeEntry::path).collect(Collectors.toSet());
        CopyPlan plan = same ? CopyPlan.NOTHING : CopyPlan.of(tree, target.entries(), changed);
        if (missing.isEmpty() && plan.isEmpty()) {
            retention.done(Map.of());
            return report(same ? How.SAME_PLACE : How.NOTHING_TO_DO, plan, tree, target);
        }
        TarSource stream = stream(mount, plan, same ? missing : List.of());
        stream.addText(".end", token);
        send(stream, mount, target, missing.isEmpty() ? CopyRetention.NONE : retention, same);
        retention.done(stream.offsets());
        return report(same ? How.SAME_PLACE : How.COPIED, plan, tree, target);
    }

    private static CopyResult report(How how, CopyPlan plan, Tree tree, TargetState target) {
        long files = plan.send().size();
        String place = tree.isFile() ? target.folder() + "/" + target.name() : target.folder();
        long all = tree.entries().stream().filter(entry -> !entry.isFolder()).count();
        return new CopyResult(how, files, plan.bytes(), all - files, place, tree.skipped());
    }

    private TargetState probe(Mount mount) throws InterruptedException {
        StringBuilder paths = new StringBuilder();
        mount.tree()
                .entries()
                .forEach(entry -> paths.append("./").append(entry.path()).append('\0'));
        byte[] input = paths.toString().getBytes(StandardCharsets.UTF_8);
        long limit = MAX_PREFIX
                + 2L * input.length
                + (long) MAX_ATTRIBUTES * mount.tree().entries().size();
        BoundedAnswer output = new BoundedAnswer(shell.host(), limit, "");
        Map<String, String> variables =
                Map.of("target", mount.target(), "name", mount.tree().name());
        RunResult result = shell.run(
                ShellScript.of(TransferScript.PROBE_TARGET, variables), () -> new ByteArrayInputStream(input), output);
        if (!result.ok()) {
            throw failed(mount.target(), result);
        }
        return TargetState.parse(shell.host(), output.bytes());
    }

    private boolean isSame(Mount mount, TargetState target) throws InterruptedException {
        boolean sameName = !mount.tree().isFile() || mount.tree().name().equals(target.name());
        return sameName
                && mount.here().isPresent()
                && new SharedFolderCheck(shell, token).isSame(mount.here().get(), target.folder(), target.stamp());
    }

    private static TarSource stream(Mount mount, CopyPlan plan, List<TreeEntry> onlyToStore) {
        TarSource stream = new TarSource();
        stream.addList(".touched", withDotSlash(plan.touched()));
        stream.addList(".files", withDotSlash(plan.removeFiles()));
        stream.addList(".folders", withDotSlash(plan.removeFolders()));
        stream.addList(".fresh", withDotSlash(plan.newTopFolders()));
        stream.addList(".make", withDotSlash(plan.makeFolders()));
        List<String> modes = new ArrayList<>();
        plan.closingModes().forEach(entry -> {
            modes.add(Integer.toOctalString(entry.mode()));
            modes.add("./" + entry.path());
        });
        stream.addList(".modes", modes);
        plan.openModes()
                .forEach((mode, paths) -> stream.addList(".mode-" + Integer.toOctalString(mode), withDotSlash(paths)));
        plan.send().forEach(entry -> stream.add(entry, "t/" + entry.path(), mount.contents()));
        onlyToStore.forEach(entry -> stream.add(entry, "k/" + entry.path(), mount.contents()));
        return stream;
    }

    private static List<String> withDotSlash(Collection<String> paths) {
        return paths.stream().map(path -> "./" + path).toList();
    }

    private void send(TarSource stream, Mount mount, TargetState target, CopyRetention retention, boolean same)
            throws InterruptedException {
        Map<String, String> variables = Map.of(
                "folder",
                target.folder(),
                "mode",
                mount.tree().isFile() ? "" : Integer.toOctalString(mount.tree().mode()),
                "token",
                token,
                "keep",
                retention.folder(),
                "pack",
                retention.pack(),
                "place",
                same ? "no" : "yes");
        try {
            RunResult result = shell.run(
                    ShellScript.of(TransferScript.PLACE, variables),
                    () -> new CountingInput(stream.open(), progress),
                    OutputSink.NONE);
            if (!result.ok()) {
                throw failed(target.folder(), result);
            }
        } catch (UncheckedIOException e) {
            throw new UserError(
                    "stopped copying to " + shell.host() + ": " + reason(e),
                    "nothing was changed on the host; run the command again, or leave the file out with rsync_exclude");
        }
    }

    private static String reason(UncheckedIOException failure) {
        return failure.getCause() instanceof VerifiedContent.Changed changed
                ? String.valueOf(changed.getMessage())
                : "a file cannot be read: " + failure.getCause();
    }

    private RemoteFailure failed(String target, RunResult result) {
        List<String> lines =
                result.err().lines().filter(line -> !line.isBlank()).toList();
        String last = lines.isEmpty() ? "exit code " + result.exitCode() : lines.getLast();
        boolean full = result.err().contains("No space left") || result.err().contains("quota exceeded");
        String hint = full
                ? "free some space on the host: df -h"
                : result.exitCode() == NOT_WRITABLE
                        ? "choose another path, or let the login user write there: sudo chown USER FOLDER"
                        : "";
        String message = shell.host() + ": cannot copy to " + target + ": " + last;
        return new RemoteFailure(shell.host(), message, hint, false, lines);
    }
}
