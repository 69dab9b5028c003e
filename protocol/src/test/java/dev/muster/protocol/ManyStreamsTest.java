package dev.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeKey;
import dev.muster.core.node.DesiredState;
import dev.muster.core.node.NodeLink;
import dev.muster.core.node.Welcome;
import dev.muster.protocol.identity.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Connects as many daemons as one test process can in a few seconds. */
class ManyStreamsTest {
    private static final int STREAMS = 100;

    @Test
    void manyDaemonsConnectAndReport() throws Exception {
        CountDownLatch welcomed = new CountDownLatch(STREAMS);
        CountDownLatch reported = new CountDownLatch(STREAMS);
        List<NodeLink> links = new ArrayList<>();
        try (TestHead head = new TestHead()) {
            head.gate.onReport = report -> reported.countDown();
            Identity[] identities = new Identity[STREAMS];
            for (int i = 0; i < STREAMS; i++) {
                identities[i] = head.node("cpu-" + (i + 1));
            }
            for (int i = 0; i < STREAMS; i++) {
                links.add(NodeClient.connect(
                        head.address(), identities[i], TestHead.hello("cpu-" + (i + 1)), counting(welcomed)));
            }
            assertThat(welcomed.await(60, TimeUnit.SECONDS)).isTrue();
            links.forEach(link -> link.report(TestHead.report(1)));
            assertThat(reported.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(head.gate.outbounds).containsKey(new NodeKey("cpu-" + STREAMS));
        } finally {
            links.forEach(NodeLink::close);
        }
    }

    private static NodeLink.Listener counting(CountDownLatch welcomed) {
        return new NodeLink.Listener() {
            @Override
            public void welcomed(Welcome welcome) {
                welcomed.countDown();
            }

            @Override
            public void desired(DesiredState state) {}

            @Override
            public void superseded(String reason) {}

            @Override
            public void lost(String reason) {}
        };
    }
}
