package dev.muster.engine.ray.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PortOwnerTest {
    private static final String HEADING =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
    private static final int GCS = 6379;

    @Test
    void isTheUserOfTheListeningProcess() throws Exception {
        assertThat(find("10.0.0.1", line("0100000A:18EB", "0A", 1001))).hasValue(1001);
        assertThat(find("10.0.0.1", line("00000000:18EB", "0A", 1002))).hasValue(1002);
        assertThat(find("10.0.0.1", line("0000000000000000FFFF00000100000A:18EB", "0A", 1003)))
                .hasValue(1003);
        assertThat(find("10.0.0.1", line("00000000000000000000000000000000:18EB", "0A", 1004)))
                .hasValue(1004);
        assertThat(find("::1", line("00000000000000000000000001000000:18EB", "0A", 1005)))
                .hasValue(1005);
    }

    @Test
    void isUnknownWhereNothingListens() throws Exception {
        assertThat(find("10.0.0.1", line("0100000A:18EC", "0A", 1001))).isEmpty();
        assertThat(find("10.0.0.1", line("0200000A:18EB", "0A", 1001))).isEmpty();
        assertThat(find("10.0.0.1", line("0100000A:18EB", "01", 1001))).isEmpty();
        assertThat(find("10.0.0.1", "   0: odd")).isEmpty();
    }

    @Test
    void isTheOneWhoListensAtThisVeryAddress() throws Exception {
        assertThat(find("10.0.0.1", line("0100000A:18EB", "0A", 1001), line("00000000:18EB", "0A", 1002)))
                .hasValue(1001);
    }

    @Test
    void mayBeThisUser() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            GcsAddress own = new GcsAddress("127.0.0.1:" + socket.getLocalPort(), Optional::empty);
            assertThatCode(() -> PortOwner.refuseOthers(own)).doesNotThrowAnyException();
        }
    }

    private static OptionalInt find(String address, String... lines) throws Exception {
        List<String> table = new ArrayList<>(List.of(HEADING));
        table.addAll(List.of(lines));
        return PortOwner.find(table, InetAddress.getByName(address), GCS);
    }

    private static String line(String local, String state, int user) {
        return "   1: " + local + " 00000000:0000 " + state + " 00000000:00000000 00:00000000 00000000  " + user
                + "        0 30001 1 0000000000000000 100 0 0 10 0";
    }
}
