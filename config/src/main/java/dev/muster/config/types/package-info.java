/**
 * Node types. {@code TypeNames} reads which types there are and which one is the head's, {@code HostTypes} gives each listed host its type,
 * {@code TypeLimits} reads the minimum and maximum of workers, and {@code NodeTypesReader} reads each type with what it inherits from the
 * cluster.
 */
package dev.muster.config.types;
