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
 * Lets the head's key through a jump host: a marked line in its authorized_keys that allows forwarding and nothing else, unless the home is also a node's.
 *
 * @param publicKey of the head, as {@code type base64}
 */
public record JumpJoin(ClusterId clusterId, String publicKey) {
    private static final String ADDRESSES = "addresses";
    private static final KeyValueText ANSWER = new KeyValueText("muster-jump 1", 1000, 16 * 1024, ADDRESSES::equals);

    /**
     * @param from addresses that the head, or the jump host before this one, dials from
     * @return addresses that this host may dial from
     */
    public List<String> join(RemoteHost host, List<String> from) throws InterruptedException {
        Map<String, String> variables =
                Map.of("cluster_id", clusterId.value(), "public", publicKey, "from", String.join(",", from));
        ShellScript script =
                ShellScript.call(LibraryPart.KEYS, "authorize_jump_host").withVariables(variables);
        RunResult result = host.run(RemoteCommand.of(script.text()));
        Optional<List<KeyValueText.Entry>> answer = ANSWER.parse(result.out()).filter(_ -> result.ok());
        if (answer.isEmpty()) {
            String why =
                    HostText.line(result.err().lines().reduce((_, last) -> last).orElse("the shell did not answer"));
            throw new RemoteFailure(
                    host.name(), host.name() + ": the head could not be let through: " + why, "", false, List.of());
        }
        return answer.get().stream()
                .flatMap(entry -> Stream.of(entry.value().strip().split("\\s+")))
                .filter(address -> address.matches("[0-9A-Za-z.:-]+"))
                .toList();
    }
}
