package dev.muster.engine;

import java.util.Optional;

/**
 * A job to submit.
 *
 * @param command shell text
 * @param folder a folder on the head's host with the files of the job, in which its command runs; it may be deleted as soon as the job
 *     was submitted
 * @param waits whether the text waits for the end of the job
 */
public record JobRequest(JobId id, String command, Optional<String> folder, boolean waits) {}
