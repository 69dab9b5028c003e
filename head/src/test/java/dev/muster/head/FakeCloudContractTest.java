package dev.muster.head;

import dev.muster.core.Resources;
import dev.muster.core.port.NodeProvider;
import dev.muster.testkit.FakeCloud;
import dev.muster.testkit.ManualTime;
import dev.muster.testkit.NodeProviderContract;

class FakeCloudContractTest extends NodeProviderContract {
    private final FakeCloud cloud = new FakeCloud(ManualTime.of(1)).offering("cpu", Resources.of("CPU", 2), 5);

    @Override
    protected NodeProvider provider() {
        return cloud;
    }

    @Override
    protected String type() {
        return "cpu";
    }

    @Override
    protected NodeProvider reopened() {
        return cloud;
    }
}
