/**
 * The failures that are shown to users. {@link dev.muster.core.failure.ClusterException} is the sealed root; each subclass has an exit
 * code. Code never decides by a message, only by the type and its fields.
 */
package dev.muster.core.failure;
