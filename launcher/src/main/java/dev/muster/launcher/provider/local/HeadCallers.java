package dev.muster.launcher.provider.local;

import dev.muster.core.FanOut;
import dev.muster.core.TaskResult;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.core.text.KeyValueText;
import dev.muster.launcher.bootstrap.NodeShell;
import dev.muster.launcher.provider.local.state.SshRoute;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/**
 * Asks a host from which addresses the head calls it. Behind address translation it is none of the addresses that the head has itself. For a moment the
 * head opens three connections to the host's SSH port, and the host looks who does that.
 */
final class HeadCallers {
    private static final String CALLER = "caller";
    private static final KeyValueText ANSWER =
            new KeyValueText("muster-callers 1", 100, 4096, Set.of(CALLER)::contains);
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-F]{8}|[0-9A-F]{32}");
    private static final int WORD = 8;

    private final NodeShell head;

    HeadCallers(NodeShell head) {
        this.head = head;
    }

    /** Returns the addresses, or none if the host saw nobody call. */
    List<String> seenBy(RemoteHost host, SshRoute route) throws InterruptedException {
        return seenBy(host, route.port() + "/" + route.address());
    }

    /** @param port {@code PORT/ADDRESS} of the host's SSH server, as the head calls it */
    List<String> seenBy(RemoteHost host, String port) throws InterruptedException {
        CountDownLatch watching = new CountDownLatch(1);
        Callable<RunResult> watch = () -> {
            try {
                return host.run(RemoteCommand.of(ShellScript.call(LibraryPart.PORTS, "print_callers")
                                .text())
                        .withOutput((_, _, _) -> watching.countDown()));
            } finally {
                watching.countDown();
            }
        };
        Callable<RunResult> call = () -> {
            watching.await();
            return head.host()
                    .run(RemoteCommand.of(ShellScript.call(LibraryPart.PORTS, "hold_connections", port)
                            .text()));
        };
        TaskResult<RunResult> watched =
                new FanOut(2).settle(List.of(watch, call)).getFirst();
        return watched instanceof TaskResult.Ok<RunResult>(RunResult answer) ? addresses(answer.out()) : List.of();
    }

    static List<String> addresses(String answer) {
        return ANSWER.parse(answer).orElse(List.of()).stream()
                .map(entry -> entry.value().strip())
                .flatMap(hex -> address(hex).stream())
                .distinct()
                .toList();
    }

    /** Reads an address as the kernel prints it: words of four bytes, each in the order of a little-endian machine. */
    private static Optional<String> address(String hex) {
        if (!ADDRESS.matcher(hex).matches()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[hex.length() / 2];
        for (int word = 0; word < hex.length(); word += WORD) {
            byte[] four = HexFormat.of().parseHex(hex, word, word + WORD);
            for (int i = 0; i < four.length; i++) {
                bytes[word / 2 + i] = four[four.length - 1 - i];
            }
        }
        try {
            // An IPv4 address in IPv6's table becomes an IPv4 address again.
            return Optional.of(InetAddress.getByAddress(bytes).getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
