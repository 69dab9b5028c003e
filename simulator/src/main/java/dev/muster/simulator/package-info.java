/**
 * The closed loop: the same decision code against simulated time, machines and work. Pure: chance comes from a seed that is an input, so the
 * same scenario gives the same result.
 */
package dev.muster.simulator;
