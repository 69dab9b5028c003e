package dev.muster.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeKeyTest {
    @Test
    void theHeadIsFirstThenByTypeThenByNumber() {
        List<String> sorted = Stream.of("gpu-1", "cpu-10", "cpu-9", "head", "cpu-x-2", "cpu-100", "cp-3", "cpu.a-1")
                .map(NodeKey::new)
                .sorted()
                .map(NodeKey::value)
                .toList();

        assertThat(sorted).containsExactly("head", "cp-3", "cpu-9", "cpu-10", "cpu-100", "cpu-x-2", "cpu.a-1", "gpu-1");
    }

    @Test
    void onlyEqualKeysCompareAsEqual() {
        assertThat(new TreeSet<>(List.of(new NodeKey("cpu-1"), new NodeKey("cpu-1-1"), new NodeKey("cpu-11"))))
                .hasSize(3);
        assertThat(new NodeKey("cpu-7")).isEqualByComparingTo(NodeKey.worker("cpu", 7));
        assertThat(NodeKey.HEAD).isEqualByComparingTo(new NodeKey("head"));
    }
}
