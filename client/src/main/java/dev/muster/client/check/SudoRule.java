package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Seen;
import java.util.stream.Stream;

/** Only where the file's commands use it: nobody is there to type a password. */
final class SudoRule implements CheckRule.OfHost {
    @Override
    public String check() {
        return "sudo";
    }

    @Override
    public String fine() {
        return "not used by the file's commands, or asks for no password";
    }

    @Override
    public Stream<Finding> judge(Seen host, CheckInput all) {
        return switch (host.value("sudo")) {
            case "password" ->
                problem(
                        host,
                        "sudo asks for a password, and the file's commands use it",
                        "echo '" + host.value("user") + " ALL=(ALL) NOPASSWD: ALL' | sudo tee /etc/sudoers.d/"
                                + host.value("user"));
            case "missing" ->
                problem(host, "there is no sudo, and the file's commands use it", "apt-get install sudo, as root");
            default -> Stream.empty();
        };
    }
}
