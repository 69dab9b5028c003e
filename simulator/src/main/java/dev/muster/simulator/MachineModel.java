package dev.muster.simulator;

import java.time.Duration;

/**
 * How the machines of one node type behave.
 *
 * @param boot the time from the launch to a ready node
 * @param spread boot times differ by up to this share, evenly distributed: 0.2 is ± 20 %
 * @param stop the time from the removal of a node until its machine can be launched again
 */
public record MachineModel(Duration boot, double spread, Duration stop, Faults faults) {
    /**
     * How often something goes wrong.
     *
     * @param bootFails the share of boots that end in a failed node
     * @param capacityMissing the share of launches for which the provider reports a used-up offer although it is not used up
     * @param answerLost the share of launches whose machine is made but whose answer is lost: the node fails after a while, its machine stays
     * @param lostPerHour how often a node that is up is lost, per hour
     * @param returns the share of lost nodes that return within a minute, unless they are removed before
     */
    public record Faults(
            double bootFails, double capacityMissing, double answerLost, double lostPerHour, double returns) {
        public static final Faults NONE = new Faults(0, 0, 0, 0, 0);
    }

    public MachineModel {
        if (boot.isNegative() || stop.isNegative() || spread < 0 || spread > 1) {
            throw new IllegalArgumentException("boot and stop must not be negative, and spread must be from 0 to 1");
        }
    }

    /** Machines that always boot in this time and never fail. */
    public static MachineModel steady(Duration boot) {
        return new MachineModel(boot, 0, Duration.ofSeconds(5), Faults.NONE);
    }

    public MachineModel withFaults(Faults newFaults) {
        return new MachineModel(boot, spread, stop, newFaults);
    }
}
