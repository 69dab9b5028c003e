package dev.muster.engine.ray.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

class RayNodeIdTest {
    @Test
    void cannotMakeANodeIdOfAnotherLength() {
        assertThat(RayNodeId.of(ByteString.copyFrom(new byte[27]))).isEmpty();
        assertThat(RayNodeId.of(ByteString.copyFrom(new byte[0]))).isEmpty();
        assertThatThrownBy(() -> new RayNodeId(ByteString.copyFrom(new byte[29])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
