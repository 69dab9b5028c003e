/**
 * The node bundle: the programs that every host gets. {@link dev.muster.launcher.bundle.NodeBundle} has two {@link
 * dev.muster.launcher.bundle.BundleLayer}s, each with a gzip form and perhaps a zstd form. An installation contains them; the head stores the
 * ones that it received and sends them on to its workers. {@link dev.muster.launcher.bundle.GzipLayer} makes the gzip form on a head that
 * has only the zstd form.
 */
package dev.muster.launcher.bundle;
