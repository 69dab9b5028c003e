package dev.muster.launcher.check;

import dev.muster.launcher.check.Look.Seen;
import dev.muster.launcher.usecase.Finding;
import java.util.stream.Stream;

/** Only where the file's commands use it: nobody is there to type a password. */
final class SudoRule implements Rule.OfHost {
    @Override
    public String check() {
        return "sudo";
    }

    @Override
    public String fine() {
        return "not used by the file's commands, or asks for no password";
    }

    @Override
    public Stream<Finding> judge(Seen host, Inspection all) {
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
