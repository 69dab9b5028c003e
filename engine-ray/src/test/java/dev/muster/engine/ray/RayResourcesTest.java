package dev.muster.engine.ray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.Resources;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RayResourcesTest {
    @Test
    void tasksGetSevenTenthsOfTheMemory() {
        Resources machine = Resources.of(Map.of("CPU", 4, "memory", 10_000_000_001L, "licence", 1));

        assertThat(RayResources.usable(machine))
                .isEqualTo(Resources.of(Map.of("CPU", 4, "memory", 7_000_000_000L, "licence", 1)));
    }

    @Test
    void aMachineWithoutKnownMemoryStaysAsItIs() {
        assertThat(RayResources.usable(Resources.of("CPU", 4))).isEqualTo(Resources.of("CPU", 4));
    }

    @Test
    void nobodyDeclaresWhatRayGivesNodesItself() {
        assertThat(RayResources.isImplicit("node:10.0.0.1")).isTrue();
        assertThat(RayResources.isImplicit("object_store_memory")).isTrue();
        assertThat(RayResources.isImplicit("memory")).isFalse();
        assertThat(RayResources.isImplicit("node1")).isFalse();
    }
}
