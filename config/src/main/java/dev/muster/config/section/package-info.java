/**
 * What every reader of a section needs. {@code ConfigSection} gives typed access to one mapping of the file and reports problems at its keys.
 * {@code LocalPaths} and {@code NodePath} check paths, {@code LoginName}, {@code Labels} and {@code DeclaredResources} the values that
 * occur in several sections.
 */
package dev.muster.config.section;
