package dev.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.protocol.identity.CertificateSubject;
import org.junit.jupiter.api.Test;

class PeerConnectionsTest {
    private static final ClusterId CLUSTER = new ClusterId("0123456789abcdef");
    private static final CertificateSubject NODE = new CertificateSubject.Node(CLUSTER, new NodeKey("cpu-1"));
    private static final CertificateSubject OTHER = new CertificateSubject.Node(CLUSTER, new NodeKey("cpu-2"));
    private static final CertificateSubject OPERATOR = new CertificateSubject.Operator(CLUSTER, "ada@laptop");

    private final PeerConnections<String> peers = new PeerConnections<>(2, 3);

    @Test
    void theOldestConnectionOfANodeGivesWay() {
        assertThat(peers.add(NODE, "a")).isEmpty();
        assertThat(peers.add(NODE, "b")).isEmpty();
        assertThat(peers.add(OTHER, "x")).isEmpty();
        assertThat(peers.add(NODE, "c")).contains("a");
        assertThat(peers.add(NODE, "d")).contains("b");
    }

    @Test
    void theNewestConnectionOfAnOperatorIsClosed() {
        for (String each : new String[] {"a", "b", "c"}) {
            assertThat(peers.add(OPERATOR, each)).isEmpty();
        }
        assertThat(peers.add(OPERATOR, "d")).contains("d");
    }

    @Test
    void aPlaceIsFreeAgainWhenAConnectionEnds() {
        peers.add(NODE, "a");
        peers.add(NODE, "b");
        peers.remove(NODE, "a");
        peers.remove(NODE, "a");

        assertThat(peers.add(NODE, "c")).isEmpty();
        assertThat(peers.add(NODE, "d")).contains("b");
    }
}
