package dev.muster.ssh.key;

import dev.muster.ssh.SshTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The keys to try, in the order of OpenSSH.
 *
 * @param notes sentences about keys and agents that cannot be used, for a message
 */
record IdentityOrder(List<SshIdentity> inOrder, List<String> notes) {
    IdentityOrder {
        inOrder = List.copyOf(inOrder);
        notes = List.copyOf(notes);
    }

    /**
     * Returns the configured keys that the agent holds, then its other keys, then the other configured files. Certificates for any of them come
     * first.
     */
    static IdentityOrder of(SshTarget.Keys keys, KeyRing ring) {
        List<String> notes = new ArrayList<>();
        List<AgentIdentity> held = agentKeys(keys.agent(), notes);
        List<FileIdentity> files = new ArrayList<>();
        for (Path file : keys.files()) {
            Path publicHalf = Path.of(file + ".pub");
            if (Files.exists(file) || Files.exists(publicHalf)) {
                files.add(new FileIdentity(Files.exists(file) ? file : publicHalf, ring));
            } else {
                notes.add(file + ": file not found");
            }
        }
        List<SshIdentity> order = new ArrayList<>();
        List<SshIdentity> rest = new ArrayList<>();
        List<AgentIdentity> others = new ArrayList<>(held);
        for (FileIdentity file : files) {
            Optional<AgentIdentity> same =
                    others.stream().filter(agent -> isSame(agent, file)).findFirst();
            same.ifPresent(others::remove);
            same.ifPresentOrElse(order::add, () -> rest.add(file));
        }
        if (!keys.only()) {
            order.addAll(others);
        }
        order.addAll(rest);
        List<SshIdentity> all = new ArrayList<>(CertificateIdentity.of(keys, order));
        all.addAll(order);
        return new IdentityOrder(all, notes);
    }

    private static List<AgentIdentity> agentKeys(Optional<Path> agent, List<String> notes) {
        if (agent.isEmpty()) {
            return List.of();
        }
        try {
            return new AgentClient(agent.get()).identities();
        } catch (IOException e) {
            notes.add("agent " + agent.get() + ": " + e.getMessage());
            return List.of();
        }
    }

    private static boolean isSame(AgentIdentity agent, FileIdentity file) {
        try {
            return file.ring()
                    .publicBlob(file.file())
                    .filter(blob -> Arrays.equals(blob, agent.blob()))
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
