package dev.muster.launcher.bootstrap;

import dev.muster.core.Shell;
import dev.muster.core.failure.RemoteFailure;
import java.util.List;
import java.util.Optional;

/** Decides whether a host can be a node at all, and explains a refusal in one sentence. */
public final class HostRequirements {
    /** Free disk space that a node needs at least, in KiB: for the unpacked bundle, logs, and a reserve. */
    public static final long LEAST_FREE_KIB = 400 * 1024;

    private HostRequirements() {}

    /**
     * Explains why a host cannot be a node.
     *
     * @param hint what to do; may be empty
     */
    public record Refusal(String reason, String hint) {}

    /** Refuses a host whose operating system or architecture is not supported. */
    public static Optional<Refusal> system(String os, String arch) {
        if (!os.equals("Linux")) {
            return Optional.of(new Refusal("nodes need Linux, this host runs " + os, ""));
        }
        return arch.equals("x86_64")
                ? Optional.empty()
                : Optional.of(new Refusal("nodes need x86_64 so far, this host is " + arch, ""));
    }

    /**
     * The place of a node's folder.
     *
     * @param folder the innermost existing folder on its path
     * @param mount the folder's mount point; may be empty
     * @param options the mount's options, separated by commas; may be empty
     */
    public record Place(String folder, String mount, String options, boolean writable) {
        /** Returns why Muster's programs cannot be put there or started from there. Empty if they can. */
        public Optional<Refusal> problem() {
            if (!writable && has("ro")) {
                return Optional.of(refused("read-only: nothing can be written there", "rw"));
            }
            if (!writable) {
                return Optional.of(new Refusal(
                        folder + " is not writable",
                        "set provider.state_dir to another folder, or check: ls -ld " + Shell.quote(folder)));
            }
            return has("noexec")
                    ? Optional.of(refused("noexec: no program can be started from there", "exec"))
                    : Optional.empty();
        }

        private Refusal refused(String how, String option) {
            return new Refusal(
                    folder + " is mounted " + how,
                    "set provider.state_dir to another folder, or run: sudo mount -o remount," + option + " "
                            + Shell.quote(mount.isEmpty() ? folder : mount));
        }

        private boolean has(String option) {
            return List.of(options.split(",")).contains(option);
        }
    }

    private static Place place(HostFacts facts) {
        return new Place(
                facts.value("above"),
                facts.value("mount"),
                facts.value("mount_options"),
                !facts.value("writable").equals("no"));
    }

    /** Throws {@link RemoteFailure} if the host cannot be a node. */
    public static void accept(HostFacts facts) {
        system(facts.value("os"), facts.value("arch")).ifPresent(refusal -> {
            throw refused(facts, refusal.reason(), refusal.hint());
        });
        place(facts).problem().ifPresent(refusal -> {
            throw refused(facts, refusal.reason(), refusal.hint());
        });
        // A host that is a node already, or has the bundle, needs no space for it.
        boolean isNew = facts.clusterId().isEmpty() && !facts.hasLayers();
        if (isNew && freeKib(facts) < LEAST_FREE_KIB) {
            throw refused(
                    facts,
                    "only " + freeKib(facts) / 1024 + " MiB are free at " + facts.root() + ", 400 MiB are needed",
                    "free some space, or set provider.state_dir to another folder");
        }
    }

    private static long freeKib(HostFacts facts) {
        try {
            return Long.parseLong(facts.value("free_kib"));
        } catch (NumberFormatException e) {
            // Not reported: the steps will find out.
            return Long.MAX_VALUE;
        }
    }

    private static RemoteFailure refused(HostFacts facts, String reason, String hint) {
        return new RemoteFailure(facts.host(), facts.host() + ": " + reason, hint, false, List.of());
    }
}
