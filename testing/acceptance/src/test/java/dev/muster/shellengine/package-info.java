/** An engine that the distribution does not know. */
package dev.muster.shellengine;
