package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Answered;
import java.util.stream.Stream;

/** Checks sudo if commands in the config use it, because nobody can type a password during the set-up. */
final class SudoRule implements CheckRule.OfHost {
    @Override
    public String check() {
        return "sudo";
    }

    @Override
    public String okMessage() {
        return "not used in the config file, or works without a password";
    }

    @Override
    public Stream<Finding> judge(Answered host, CheckInput all) {
        return switch (host.value("sudo")) {
            case "password" ->
                problem(
                        host,
                        "sudo asks for a password, but commands in the config file use it",
                        "run: echo '" + host.value("user") + " ALL=(ALL) NOPASSWD: ALL' | sudo tee /etc/sudoers.d/"
                                + host.value("user"));
            case "missing" ->
                problem(
                        host,
                        "sudo is not installed, but commands in the config file use it",
                        "run as root: apt-get install sudo");
            default -> Stream.empty();
        };
    }
}
