/**
 * Decides which request fits where. The scheduler and the autoscaler share this code, so that they never disagree. It is pure and has no
 * clock.
 *
 * <p>{@link dev.muster.core.placement.PlacementRequest} describes one request. {@link dev.muster.core.placement.Packing} counts how many of
 * each request fit on which site; it numbers names and counts equal requests, because large clusters have many. {@link
 * dev.muster.core.placement.GangPlacement} places a gang. {@link dev.muster.core.placement.Feasibility} explains why a request can never be
 * placed.
 */
package dev.muster.core.placement;
