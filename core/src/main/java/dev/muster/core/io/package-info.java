/**
 * The only package of {@code core} that touches files. {@link dev.muster.core.io.AtomicFile} writes small files so that no reader ever
 * sees a part of one; every module uses it, the daemon included, so it loads few classes.
 */
package dev.muster.core.io;
