package dev.muster.head.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeKey;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.node.NodeGate;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeReport;
import dev.muster.core.secret.SecretMask;
import dev.muster.core.status.EngineStatus;
import dev.muster.core.status.EngineStatus.Phase;
import dev.muster.head.loop.FakeDaemon;
import dev.muster.head.loop.HeadWorld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MaskingGateTest {
    private final List<NodeReport> reports = new ArrayList<>();

    @Test
    void hidesSecretsInWhatAnEngineSaid() {
        assertThat(linesAfter(() -> SecretMask.of(List.of("hunter2-token")), "login with hunter2-token failed"))
                .containsExactly("login with *** failed");
    }

    @Test
    void showsNothingIfTheSecretsCannotBeRead() {
        Supplier<SecretMask> broken = () -> {
            throw new RemoteFailure("head", "the head cannot read the secrets", "", true, List.of());
        };

        assertThat(linesAfter(broken, "login with hunter2-token failed"))
                .containsExactly("not shown, because it may contain a secret: the head cannot read the secrets");
    }

    private List<String> linesAfter(Supplier<SecretMask> mask, String line) {
        FakeDaemon daemon = new FakeDaemon(NodeKey.worker("cpu", 1), 1);
        daemon.connect(new MaskingGate(new Recorder(), mask), HeadWorld.CLUSTER);
        daemon.engine = Optional.of(new EngineStatus(Phase.FAILED, Instant.EPOCH, 0, List.of(line)));
        daemon.report(Instant.EPOCH);
        return reports.getLast().engine().orElseThrow().lines();
    }

    private final class Recorder implements NodeGate {
        @Override
        public boolean isLive(NodeKey node) {
            return true;
        }

        @Override
        public Session opened(NodeHello hello, Outbound outbound) {
            return new Session() {
                @Override
                public void reported(NodeReport report) {
                    reports.add(report);
                }

                @Override
                public void closed(String reason) {}
            };
        }
    }
}
