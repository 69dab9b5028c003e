package dev.muster.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.status.UsageSample;
import java.util.List;
import org.junit.jupiter.api.Test;

class GpusTest {
    @Test
    void readsOneLinePerGpu() {
        assertThat(Gpus.parse(List.of("0, NVIDIA A100-SXM4-40GB, 87, 30211", "1, NVIDIA A100-SXM4-40GB, 0, 4")))
                .containsExactly(
                        new UsageSample.Gpu(0, "NVIDIA A100-SXM4-40GB", 87, 30211L << 20),
                        new UsageSample.Gpu(1, "NVIDIA A100-SXM4-40GB", 0, 4L << 20));
    }

    @Test
    void valuesThatAreNotAvailableAreZero() {
        assertThat(Gpus.parse(List.of("0, Tesla K80, [N/A], [Not Supported]")))
                .containsExactly(new UsageSample.Gpu(0, "Tesla K80", 0, 0));
    }

    @Test
    void errorMessagesOfTheDriverAreIgnored() {
        assertThat(Gpus.parse(List.of("No devices were found", "", "Unable to determine, the, device, handle")))
                .isEmpty();
    }
}
