/** A real head, in a process of its own, under thousands of simulated daemons: what it takes, and how it answers. */
package dev.muster.benchmarks.scale;
