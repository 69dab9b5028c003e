package dev.muster.simulator;

import java.time.Duration;

/**
 * How the machines of one type behave.
 *
 * @param boot from the call to a ready node
 * @param spread boot times differ by up to this share of it, evenly: 0.2 is ± 20 %
 * @param stop from the call to a place that is free again
 */
public record MachineModel(Duration boot, double spread, Duration stop, Faults faults) {
    /**
     * @param bootFails share of boots that end in a failed node
     * @param capacityMissing share of launches that find the offer used up although it is not
     * @param answerLost share of launches whose machine is made but never heard of: the node fails after a while, its machine stays
     * @param lostPerHour how often in an hour of being up a node is lost
     * @param returns share of lost nodes that come back within a minute, unless removed before
     */
    public record Faults(
            double bootFails, double capacityMissing, double answerLost, double lostPerHour, double returns) {
        public static final Faults NONE = new Faults(0, 0, 0, 0, 0);
    }

    public MachineModel {
        if (boot.isNegative() || stop.isNegative() || spread < 0 || spread > 1) {
            throw new IllegalArgumentException("boot and stop must not be negative, spread must be from 0 to 1");
        }
    }

    public static MachineModel steady(Duration boot) {
        return new MachineModel(boot, 0, Duration.ofSeconds(5), Faults.NONE);
    }

    public MachineModel withFaults(Faults newFaults) {
        return new MachineModel(boot, spread, stop, newFaults);
    }
}
