package dev.muster.client;

import dev.muster.core.Shell;
import dev.muster.core.control.NodeAddress;
import dev.muster.engine.JobId;

/**
 * The folder on the head's host to which the files of a job are copied. The engine copies them again when the job is submitted, so the
 * folder is removed with the command that submits it.
 */
public record JobFolder(String path) {
    public static JobFolder of(NodeAddress head, JobId id) {
        return new JobFolder(head.folder() + "/jobs/" + id);
    }

    /** Returns shell text that runs the given shell text, and then removes the folder. It ends with the same exit code. */
    public String removedAfter(String shellText) {
        return "trap " + Shell.quote("rm -rf -- " + Shell.quote(path)) + " EXIT\n(\n" + shellText + "\n)\n";
    }
}
