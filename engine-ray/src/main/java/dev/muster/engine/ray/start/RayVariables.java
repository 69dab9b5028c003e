package dev.muster.engine.ray.start;

final class RayVariables {
    static final String OWN_ADDRESS = "MUSTER_ENGINE_ADDRESS";

    private RayVariables() {}
}
