package dev.muster.launcher.provider.local;

import dev.muster.launcher.provider.RouteProblems;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds hosts of the config that are one machine under two names: the second name is not used.
 *
 * @param head the name of the head's host
 * @param headMachine identifies the head's machine; empty if not known
 */
record SameMachines(String head, String headMachine, Instant now) {
    /** Returns what join-pool.sh prints on the head's own machine; empty if it cannot be read. */
    static String thisMachine() {
        try {
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
            Path space = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
            return RouteProblems.machine(boot, space.toString());
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns the records, in which a second name of a machine has the state {@code FAILED}. */
    List<PoolHostRecord> withSecondNames(List<PoolHostRecord> records) {
        List<PoolHostRecord> checked = new ArrayList<>();
        for (PoolHostRecord record : records) {
            checked.add(firstName(record, checked)
                    .map(first -> record.asSecondNameOf(first, now))
                    .orElse(record));
        }
        return checked;
    }

    /** Returns the name under which the machine of a usable host is used already. */
    Optional<String> firstName(PoolHostRecord record, List<PoolHostRecord> others) {
        if (!record.isAuthorised()) {
            return Optional.empty();
        }
        boolean isHead = !headMachine.isEmpty() && headMachine.equals(record.machine()) && !head.equals(record.host());
        return isHead
                ? Optional.of(head)
                : others.stream()
                        .filter(other -> other.isAuthorised() && other.isSameMachineAs(record))
                        .map(PoolHostRecord::host)
                        .findFirst();
    }
}
