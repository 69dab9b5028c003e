package dev.muster.engine.ray.link;

import dev.muster.testkit.engine.EngineLinkContract;
import dev.muster.testkit.engine.EngineStage;

class RayLinkContractTest extends EngineLinkContract {
    @Override
    protected EngineStage stage() {
        return new GcsStage();
    }
}
