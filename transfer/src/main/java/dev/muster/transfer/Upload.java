package dev.muster.transfer;

import dev.muster.core.Digest;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.transfer.CopyResult.How;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
 * Copies one mount to one host: a look at what is there, then one stream with what is missing or different. It may be repeated at any time; what was broken off
 * leaves nothing. Throws {@code RemoteFailure}, {@code UserError} where a source changes meanwhile.
 */
public final class Upload {
    /** Begins the names of folders that are there only while files arrive. */
    static final String STAGING = ".muster-in";

    private static final int NOT_WRITABLE = 77;

    private final HostShell shell;
    private final String token;
    private final LongConsumer progress;

    /**
     * @param own a word that no other copy has at the same time
     * @param progress gets the number of bytes that went out since the last call
     */
    public Upload(HostShell shell, String own, LongConsumer progress) {
        this.shell = shell;
        this.token = Digest.of(own, shell.host()).substring(0, 32);
        this.progress = progress;
    }

    public CopyResult run(Mount mount) throws InterruptedException {
        return run(mount, CopyRetention.NONE);
    }

    /** @param keeping what the host keeps for others besides */
    CopyResult run(Mount mount, CopyRetention keeping) throws InterruptedException {
        TargetState seen = look(mount);
        Tree tree = mount.tree().named(seen.name());
        boolean same = isSame(mount, seen);
        List<TreeEntry> missing = keeping.missing(tree);
        Set<String> changed = missing.stream().map(TreeEntry::path).collect(Collectors.toSet());
        CopyPlan plan = same ? CopyPlan.NOTHING : CopyPlan.of(tree, seen.entries(), changed);
        if (missing.isEmpty() && plan.isEmpty()) {
            keeping.done(Map.of());
            return report(same ? How.SAME_PLACE : How.NOTHING_TO_DO, plan, tree, seen);
        }
        TarSource parcel = parcel(mount, plan, same ? missing : List.of());
        parcel.addText(".end", token);
        send(parcel, mount, seen, missing.isEmpty() ? CopyRetention.NONE : keeping, same);
        keeping.done(parcel.offsets());
        return report(same ? How.SAME_PLACE : How.COPIED, plan, tree, seen);
    }

    private static CopyResult report(How how, CopyPlan plan, Tree tree, TargetState seen) {
        long files = plan.send().size();
        String place = tree.isFile() ? seen.folder() + "/" + seen.name() : seen.folder();
        long all = tree.entries().stream().filter(entry -> !entry.isFolder()).count();
        return new CopyResult(how, files, plan.bytes(), all - files, place, tree.passedOver());
    }

    private TargetState look(Mount mount) throws InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        StringBuilder paths = new StringBuilder();
        mount.tree()
                .entries()
                .forEach(entry -> paths.append("./").append(entry.path()).append('\0'));
        byte[] input = paths.toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> variables =
                Map.of("target", mount.target(), "name", mount.tree().name());
        RunResult result = shell.run(
                ShellScript.of(TransferScript.PROBE_TARGET, variables),
                () -> new ByteArrayInputStream(input),
                (stream, bytes, length) -> {
                    if (stream == OutputSink.Stream.OUT) {
                        output.write(bytes, 0, length);
                    }
                });
        if (!result.ok()) {
            throw failed(mount.target(), result);
        }
        return TargetState.parse(shell.host(), output.toByteArray());
    }

    private boolean isSame(Mount mount, TargetState seen) throws InterruptedException {
        boolean sameName = !mount.tree().isFile() || mount.tree().name().equals(seen.name());
        return sameName
                && mount.here().isPresent()
                && new SharedFolderCheck(shell, token).isSame(mount.here().get(), seen.folder(), seen.stamp());
    }

    private static TarSource parcel(Mount mount, CopyPlan plan, List<TreeEntry> onlyToKeep) {
        TarSource parcel = new TarSource();
        parcel.addWords(".touched", dotted(plan.touched()));
        parcel.addWords(".files", dotted(plan.removeFiles()));
        parcel.addWords(".folders", dotted(plan.removeFolders()));
        parcel.addWords(".fresh", dotted(plan.freshTops()));
        parcel.addWords(".make", dotted(plan.makeFolders()));
        List<String> modes = new ArrayList<>();
        plan.closingModes().forEach(entry -> {
            modes.add(Integer.toOctalString(entry.mode()));
            modes.add("./" + entry.path());
        });
        parcel.addWords(".modes", modes);
        plan.openModes()
                .forEach((mode, paths) -> parcel.addWords(".mode-" + Integer.toOctalString(mode), dotted(paths)));
        plan.send().forEach(entry -> parcel.add(entry, "t/" + entry.path(), mount.contents()));
        onlyToKeep.forEach(entry -> parcel.add(entry, "k/" + entry.path(), mount.contents()));
        return parcel;
    }

    private static List<String> dotted(Collection<String> paths) {
        return paths.stream().map(path -> "./" + path).toList();
    }

    private void send(TarSource parcel, Mount mount, TargetState seen, CopyRetention keeping, boolean same)
            throws InterruptedException {
        Map<String, String> variables = Map.of(
                "folder",
                seen.folder(),
                "mode",
                mount.tree().isFile() ? "" : Integer.toOctalString(mount.tree().mode()),
                "token",
                token,
                "keep",
                keeping.folder(),
                "pack",
                keeping.pack(),
                "place",
                same ? "no" : "yes");
        try {
            RunResult result = shell.run(
                    ShellScript.of(TransferScript.PLACE, variables),
                    () -> new CountingInput(parcel.open(), progress),
                    OutputSink.NONE);
            if (!result.ok()) {
                throw failed(seen.folder(), result);
            }
        } catch (UncheckedIOException e) {
            throw new UserError(
                    "the copying to " + shell.host() + " stopped: " + reason(e),
                    "nothing was changed there; try again");
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
                ? "free some space there"
                : result.exitCode() == NOT_WRITABLE
                        ? "may the login user write there? Choose another path, or change its owner"
                        : "";
        String message = shell.host() + ": cannot copy to " + target + ": " + last;
        return new RemoteFailure(shell.host(), message, hint, false, lines);
    }
}
