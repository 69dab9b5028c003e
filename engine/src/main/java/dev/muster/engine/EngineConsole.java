package dev.muster.engine;

/**
 * What operators use on the engine's head: its dashboard and its job server. Each method returns shell text for the environment of the
 * head's node, which holds the engine's variables and the path of its secret. A text that fails exits with another code than 0, after one
 * line on standard error that says why.
 */
public interface EngineConsole {
    /** Returns shell text that prints where the dashboard is, in the form of {@link EngineDashboard#FORMAT}. */
    String dashboard();

    /**
     * Returns shell text that submits a job. It reads the job's runtime environment as JSON or YAML from standard input, which may be empty. If it
     * waits, it prints the output of the job, and exits with the exit code of the job's command, or with 143 if the job was stopped.
     */
    String submit(JobRequest request);

    /** Returns shell text that prints all jobs, in the form of {@link EngineJob#FORMAT}. */
    String jobs();

    /** Returns shell text that prints one job, in the same form. */
    String job(JobId id);

    /**
     * Returns shell text that prints the output of a job.
     *
     * @param follow whether it also prints what the job writes from now on, until the job ends
     */
    String logs(JobId id, boolean follow);

    /**
     * Returns shell text that stops a job. A job that has ended is not an error.
     *
     * @param wait whether it ends only when the job has ended
     */
    String stop(JobId id, boolean wait);
}
