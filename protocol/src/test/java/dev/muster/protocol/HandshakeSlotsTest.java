package dev.muster.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.protocol.HandshakeSlots.Admission;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HandshakeSlotsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final ServerBounds.Handshakes BOUNDS =
            new ServerBounds.Handshakes(Duration.ofSeconds(10), 4096, 6, 2, 3, Duration.ofSeconds(1));

    private final HandshakeSlots<String> slots = new HandshakeSlots<>(BOUNDS);

    private Admission<String> admit(String name, String address, long nanos) throws UnknownHostException {
        return slots.admit(name, InetAddress.getByName(address), nanos);
    }

    private static Admission<String> admitted() {
        return new Admission<>(true, Optional.empty());
    }

    private static Admission<String> refused() {
        return new Admission<>(false, Optional.empty());
    }

    @Test
    void refusesOneTooManyOfAnAddressAndStillAdmitsOthers() throws Exception {
        assertThat(admit("a1", "10.0.0.1", 0)).isEqualTo(admitted());
        assertThat(admit("a2", "10.0.0.1", 0)).isEqualTo(admitted());
        assertThat(admit("a3", "10.0.0.1", 0)).isEqualTo(refused());
        assertThat(admit("b1", "10.0.0.2", 0)).isEqualTo(admitted());
    }

    @Test
    void admitsMoreFromThisMachine() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(admit("l" + i, "127.0.0.1", 0)).isEqualTo(admitted());
        }
        assertThat(admit("l3", "127.0.0.1", 0)).isEqualTo(refused());
    }

    @Test
    void aHandshakeThatIsDoneFreesItsSlot() throws Exception {
        admit("a1", "10.0.0.1", 0);
        admit("a2", "10.0.0.1", 0);
        slots.free("a1");
        slots.free("a1");
        assertThat(admit("a3", "10.0.0.1", 0)).isEqualTo(admitted());
        assertThat(admit("a4", "10.0.0.1", 0)).isEqualTo(refused());
    }

    @Test
    void aSlowHandshakeGivesWayToANewerOneOfItsOwnAddress() throws Exception {
        admit("b1", "10.0.0.2", 0);
        admit("a1", "10.0.0.1", 1);
        admit("a2", "10.0.0.1", 2);
        assertThat(admit("a3", "10.0.0.1", 2 + SECOND)).isEqualTo(new Admission<>(true, Optional.of("a1")));
        assertThat(admit("a4", "10.0.0.1", 3 + SECOND)).isEqualTo(new Admission<>(true, Optional.of("a2")));
        assertThat(admit("a5", "10.0.0.1", 4 + SECOND)).isEqualTo(refused());
    }

    @Test
    void inTotalTheOldestGivesWay() throws Exception {
        for (int i = 0; i < 6; i++) {
            admit("n" + i, "10.0.0." + i, i);
        }
        assertThat(admit("late", "10.0.1.1", SECOND - 1)).isEqualTo(refused());
        assertThat(admit("later", "10.0.1.1", SECOND)).isEqualTo(new Admission<>(true, Optional.of("n0")));
    }

    @Test
    void countsAWholeNetworkOfOneIpv6Holder() throws Exception {
        admit("a1", "2001:db8::1", 0);
        admit("a2", "2001:db8::2", 0);
        assertThat(admit("a3", "2001:db8::3", 0)).isEqualTo(refused());
        assertThat(admit("b1", "2001:db8:0:1::3", 0)).isEqualTo(admitted());
    }

    @Test
    void neverHoldsMoreThanItsBounds() throws Exception {
        Random random = new Random(4);
        java.util.Map<String, String> held = new java.util.HashMap<>();
        for (int step = 0; step < 5_000; step++) {
            String name = "c" + step;
            String address = "10.0.0." + random.nextInt(5);
            Admission<String> admission = admit(name, address, step * SECOND / 10);
            admission.evicted().ifPresent(held::remove);
            if (admission.admitted()) {
                held.put(name, address);
            }
            if (!held.isEmpty() && random.nextInt(3) == 0) {
                String done = held.keySet().iterator().next();
                held.remove(done);
                slots.free(done);
            }
            assertThat(held).hasSizeLessThanOrEqualTo(6);
            assertThat(held.values().stream().filter(address::equals).count()).isLessThanOrEqualTo(2);
        }
    }
}
