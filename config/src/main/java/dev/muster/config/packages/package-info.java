/**
 * The files that list the packages of an environment, with the files to which they refer. {@code PackageFile} reads both kinds, {@code RequirementLine}
 * understands one line of pip's format.
 */
@NullMarked
package dev.muster.config.packages;

import org.jspecify.annotations.NullMarked;
