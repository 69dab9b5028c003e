package dev.muster.launcher.provider.local;

import dev.muster.core.ClusterId;
import dev.muster.core.HostText;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import dev.muster.core.text.KeyValueText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Authorises the head's key on a jump host: a marked line in its authorized_keys that allows forwarding and nothing else, unless a node has the same
 * home.
 *
 * @param publicKey the head's public key, as {@code type base64}
 */
public record JumpHostJoin(ClusterId clusterId, String publicKey) {
    private static final String ADDRESSES = "addresses";
    private static final KeyValueText ANSWER = new KeyValueText("muster-jump 1", 1000, 16 * 1024, ADDRESSES::equals);

    /**
     * Writes the line. Throws {@link RemoteFailure} if the host did not confirm it.
     *
     * @param from addresses that the head, or the jump host before this one, connects from
     * @return addresses that this host may connect from
     */
    public List<String> join(RemoteHost host, List<String> from) throws InterruptedException {
        Map<String, String> variables =
                Map.of("cluster_id", clusterId.value(), "public", publicKey, "from", String.join(",", from));
        ShellScript script =
                ShellScript.call(LibraryPart.KEYS, "authorize_jump_host").withVariables(variables);
        RunResult result = host.run(RemoteCommand.of(script.text()));
        Optional<List<KeyValueText.Entry>> answer = ANSWER.parse(result.out()).filter(_ -> result.ok());
        if (answer.isEmpty()) {
            String reason =
                    HostText.line(result.err().lines().reduce((_, last) -> last).orElse("the shell did not answer"));
            throw new RemoteFailure(
                    host.name(),
                    host.name() + ": cannot authorise the head's key on this jump host: " + reason,
                    "",
                    false,
                    List.of());
        }
        return answer.get().stream()
                .flatMap(entry -> Stream.of(entry.value().strip().split("\\s+")))
                .filter(address -> address.matches("[0-9A-Za-z.:-]+"))
                .toList();
    }
}
