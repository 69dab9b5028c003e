/**
 * Which request fits where: one piece of code for scheduler and autoscaler, so that they can never disagree. Pure, without a clock, and dense inside:
 * names are numbered once, requests are counted and not listed.
 */
package dev.muster.core.placement;
