package dev.muster.client.down;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.status.HostCheck;
import dev.muster.core.status.HostCheck.Result;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests hosts that only the head can reach, because it has its own key. */
class HeadReleasedHostsTest {
    private static final HeadReleasedHosts RELEASED = new HeadReleasedHosts(Set.of("vm2"));

    @Test
    void explainsThatTheHeadReleasedAnUnreachableHost() {
        HostCheck explained = RELEASED.explain(unreachable("vm2"));

        assertThat(explained.result()).isEqualTo(Result.UNREACHABLE);
        assertThat(explained.message()).startsWith("vm2: no answer; the head reached it and left no node there");
    }

    @Test
    void changesNoOtherCheck() {
        HostCheck clean = new HostCheck("vm2", List.of(), Result.CLEAN, List.of("lease"), List.of(), "");

        assertThat(RELEASED.explain(unreachable("vm3"))).isEqualTo(unreachable("vm3"));
        assertThat(RELEASED.explain(clean)).isEqualTo(clean);
        assertThat(HeadReleasedHosts.NONE.explain(unreachable("vm2"))).isEqualTo(unreachable("vm2"));
    }

    private static HostCheck unreachable(String host) {
        return new HostCheck(host, List.of(), Result.UNREACHABLE, List.of(), List.of(), host + ": no answer");
    }
}
