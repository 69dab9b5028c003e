/**
 * Copies users' files between machines, as a tar stream over any host's shell.
 *
 * <p>Upload: {@code TreeWalk} reads a {@code Tree} from the disk, without what {@code Exclusions} excludes. {@code Upload} probes the target ({@code
 * TargetState}), {@code CopyPlan} (pure) lists what is missing or different, and {@code TarSource} streams it. The head stores what it receives
 * ({@code HeadMountStore}) and sends it on to workers ({@code StoredMounts}).
 *
 * <p>Download: {@code Download} fetches a {@code Listing}, {@code TarExtractor} extracts the stream, and {@code StagedFiles} moves the files to their
 * places, confined to the destination ({@code ConfinedFolder}).
 *
 * <p>The host is not trusted: names and contents that it sends are checked.
 */
package dev.muster.transfer;
