/**
 * Converts between the generated wire classes and the records of {@code core}: one {@code ...Mapping} class per group of messages. Reading also validates,
 * with the limits of {@link dev.muster.protocol.mapping.Bounds}, so nothing outside this package sees an unchecked value.
 */
package dev.muster.protocol.mapping;
