package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Seen;
import java.util.List;
import java.util.stream.Stream;

/** The head's way into the workers is a line in authorized_keys: whether it can be written, and whether it counts. */
final class KeysRule implements CheckRule.OfWorkers {
    private static final String GIVEN =
            "have a key authorised there by whoever manages them, and name it as auth.head_ssh_private_key";

    @Override
    public String check() {
        return "authorized_keys";
    }

    @Override
    public String fine() {
        return "the head can be let in";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        return all.question().config().auth().headPrivateKey().isPresent()
                ? Stream.empty()
                : all.workers().stream().flatMap(this::of);
    }

    private Stream<Finding> of(Seen host) {
        String file = host.value("home") + "/.ssh/authorized_keys";
        String used = host.value("sshd.keys_file");
        if (!used.isEmpty() && !namesTheHome(host, used)) {
            return problem(host, "sshd reads " + used + ", not " + file, GIVEN);
        }
        if (host.facts().has("keys.immutable", "yes")) {
            return problem(host, file + " is immutable", "sudo chattr -i " + file + "; or " + GIVEN);
        }
        if (host.facts().has("keys.writable", "no")) {
            return problem(host, file + " cannot be written", GIVEN);
        }
        String command = host.value("sshd.keys_command");
        return command.isEmpty() || command.equals("none")
                ? Stream.empty()
                : note(host, "keys also come from " + command + "; a line in " + file + " counts as well", "");
    }

    private static boolean namesTheHome(Seen host, String used) {
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
