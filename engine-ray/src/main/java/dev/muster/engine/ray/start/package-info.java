/** How Ray starts on a node: the start commands of a file with the words that Muster needs, the variables, and the scripts around them. */
package dev.muster.engine.ray.start;
