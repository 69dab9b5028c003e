package dev.muster.launcher.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.launcher.provider.local.state.PoolHostRecord;
import dev.muster.launcher.provider.local.state.SshRoute;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SameMachinesTest {
    private static final SameMachines MACHINES = new SameMachines("head", "m0", Instant.EPOCH);

    @Test
    void refusesTheHeadsMachineAsAWorker() {
        List<PoolHostRecord> checked = MACHINES.withSecondNames(List.of(record("a", "m1"), record("b", "m0")));
        assertThat(checked.get(0).isAuthorised()).isTrue();
        assertThat(checked.get(1).note()).isEqualTo("b: is the same machine as head; list it once");
    }

    @Test
    void keepsMachinesThatAreNotKnown() {
        List<PoolHostRecord> records = List.of(record("a", ""), record("b", ""));
        assertThat(MACHINES.withSecondNames(records)).isEqualTo(records);
    }

    @Test
    void keepsTheMachineInARecord() {
        PoolHostRecord record = record("a", "m1");
        assertThat(PoolHostRecord.parse(record.toLine())).containsExactly(record);
    }

    private static PoolHostRecord record(String name, String machine) {
        return new PoolHostRecord(
                name,
                new SshRoute(name, 22, "me", Optional.empty()),
                List.of(),
                "/root",
                1,
                1,
                PoolHostRecord.State.AUTHORISED,
                "",
                Instant.EPOCH,
                "",
                machine);
    }
}
