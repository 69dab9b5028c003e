package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Answered;
import java.util.List;
import java.util.stream.Stream;

/** Checks whether the head's key can be added to authorized_keys on the workers, and whether sshd reads that file. */
final class KeysRule implements CheckRule.OfWorkers {
    private static final String SET_KEY =
            "set auth.head_ssh_private_key to a key that is already authorised on this host";

    @Override
    public String check() {
        return "authorized_keys";
    }

    @Override
    public String okMessage() {
        return "the head's key can be added";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        return all.context().config().auth().headPrivateKey().isPresent()
                ? Stream.empty()
                : all.workers().stream().flatMap(this::of);
    }

    private Stream<Finding> of(Answered host) {
        String file = host.value("home") + "/.ssh/authorized_keys";
        String used = host.value("sshd.keys_file");
        if (!used.isEmpty() && !namesTheHome(host, used)) {
            return problem(host, "sshd reads " + used + ", not " + file, SET_KEY);
        }
        if (host.facts().has("keys.immutable", "yes")) {
            return problem(host, file + " is immutable", "run: sudo chattr -i " + file + "; or " + SET_KEY);
        }
        if (host.facts().has("keys.writable", "no")) {
            return problem(host, file + " is not writable", SET_KEY);
        }
        String command = host.value("sshd.keys_command");
        return command.isEmpty() || command.equals("none")
                ? Stream.empty()
                : note(host, "sshd also gets keys from " + command + "; " + file + " is still used", "");
    }

    private static boolean namesTheHome(Answered host, String used) {
        String file = ".ssh/authorized_keys";
        List<String> ways = List.of(
                file,
                "%h/" + file,
                host.value("home") + "/" + file,
                "/home/%u/" + file,
                "/home/" + host.value("user") + "/" + file);
        return Stream.of(used.split("\\s+")).anyMatch(ways::contains);
    }
}
