package dev.muster.launcher.bootstrap;

import dev.muster.core.Shell;
import dev.muster.core.failure.RemoteFailure;
import java.util.List;
import java.util.Optional;

/** Whether a host can be a node at all, said at once and in one sentence. */
public final class HostRequirements {
    /** The unpacked bundle, logs, and some air. */
    public static final long LEAST_FREE_KIB = 400 * 1024;

    private HostRequirements() {}

    /** @param hint what to do; may be empty */
    public record Refusal(String why, String hint) {}

    /** Whether our program runs on this kind of machine. */
    public static Optional<Refusal> system(String os, String arch) {
        if (!os.equals("Linux")) {
            return Optional.of(new Refusal("nodes run on Linux, this host runs " + os, ""));
        }
        return arch.equals("x86_64")
                ? Optional.empty()
                : Optional.of(new Refusal("nodes run on x86_64 so far, this host is " + arch, ""));
    }

    /**
     * Where a node's folder is, or will be made.
     *
     * @param folder that is there already
     * @param mount its mount point; may be empty
     * @param options of the mount, with commas; may be empty
     */
    public record Place(String folder, String mount, String options, boolean writable) {
        /** What keeps programs of Muster's from being put there and started. */
        public Optional<Refusal> unfit() {
            if (!writable && has("ro")) {
                return Optional.of(refused("read-only: nothing can be kept there", "rw"));
            }
            if (!writable) {
                return Optional.of(new Refusal(
                        folder + " is not writable",
                        "name another place as provider.state_dir, or see: ls -ld " + Shell.quote(folder)));
            }
            return has("noexec")
                    ? Optional.of(refused("noexec: no program can be started from there", "exec"))
                    : Optional.empty();
        }

        private Refusal refused(String how, String mended) {
            return new Refusal(
                    folder + " is mounted " + how,
                    "name another place as provider.state_dir, or: sudo mount -o remount," + mended + " "
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

    public static void accept(HostFacts facts) {
        system(facts.value("os"), facts.value("arch")).ifPresent(refusal -> {
            throw refused(facts, refusal.why(), refusal.hint());
        });
        place(facts).unfit().ifPresent(refusal -> {
            throw refused(facts, refusal.why(), refusal.hint());
        });
        // What is a node of Muster's already, or has the program, needs no room for it.
        boolean isNew = facts.clusterId().isEmpty() && !facts.hasLayers();
        if (isNew && freeKib(facts) < LEAST_FREE_KIB) {
            throw refused(
                    facts,
                    "only " + freeKib(facts) / 1024 + " MiB are free at " + facts.root() + ", 400 MiB are needed",
                    "free some, or name another place as provider.state_dir");
        }
    }

    private static long freeKib(HostFacts facts) {
        try {
            return Long.parseLong(facts.value("free_kib"));
        } catch (NumberFormatException e) {
            // Not told: let the steps find out.
            return Long.MAX_VALUE;
        }
    }

    private static RemoteFailure refused(HostFacts facts, String why, String hint) {
        return new RemoteFailure(facts.host(), facts.host() + ": " + why, hint, false, List.of());
    }
}
