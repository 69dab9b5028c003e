/** The head's link to a Ray with many nodes, in a process of its own: what polling it costs. */
package dev.muster.benchmarks.ray;
