package dev.muster.cli;

import dev.muster.engine.EngineConsole;
import dev.muster.engine.JobId;
import dev.muster.engine.JobRequest;

/** Shell texts that only name what they would do. */
final class FakeConsole implements EngineConsole {
    @Override
    public String dashboard() {
        return "dashboard";
    }

    @Override
    public String submit(JobRequest request) {
        return "submit " + request.id() + (request.waits() ? " and wait" : "")
                + request.folder().map(folder -> " in " + folder).orElse("") + ": " + request.command();
    }

    @Override
    public String jobs() {
        return "jobs";
    }

    @Override
    public String job(JobId id) {
        return "job " + id;
    }

    @Override
    public String logs(JobId id, boolean follow) {
        return (follow ? "follow " : "logs ") + id;
    }

    @Override
    public String stop(JobId id, boolean wait) {
        return "stop " + id + (wait ? " and wait" : "");
    }
}
