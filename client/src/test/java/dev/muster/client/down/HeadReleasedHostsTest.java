package dev.muster.client.down;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.status.HostCheck;
import dev.muster.core.status.HostCheck.Result;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A host that only the head reached, with a key of its own. */
class HeadReleasedHostsTest {
    private static final HeadReleasedHosts BY_THE_HEAD = new HeadReleasedHosts(Set.of("vm2"));

    @Test
    void aHostThatOnlyTheHeadReachedIsNamedWithWhatTheHeadDid() {
        HostCheck told = BY_THE_HEAD.explain(unreachable("vm2"));

        assertThat(told.result()).isEqualTo(Result.UNREACHABLE);
        assertThat(told.message())
                .startsWith("vm2: no answer; its head, which goes another way, has left no node there");
    }

    @Test
    void nothingIsSaidOfOthers() {
        HostCheck clean = new HostCheck("vm2", List.of(), Result.CLEAN, List.of("lease"), List.of(), "");

        assertThat(BY_THE_HEAD.explain(unreachable("vm3"))).isEqualTo(unreachable("vm3"));
        assertThat(BY_THE_HEAD.explain(clean)).isEqualTo(clean);
        assertThat(HeadReleasedHosts.NONE.explain(unreachable("vm2"))).isEqualTo(unreachable("vm2"));
    }

    private static HostCheck unreachable(String host) {
        return new HostCheck(host, List.of(), Result.UNREACHABLE, List.of(), List.of(), host + ": no answer");
    }
}
