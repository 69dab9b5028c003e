package dev.muster.engine.ray;

import dev.muster.core.Shell;
import dev.muster.engine.EngineConsole;
import dev.muster.engine.JobId;
import dev.muster.engine.JobRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Uses Ray's dashboard and job server by a small program for the Python interpreter that runs Ray on the head. */
final class RayConsole implements EngineConsole {
    private static final String PROGRAM = read();

    /**
     * The interpreter beside the command {@code ray} is the one that has the package. A command that pip put into the user's home has none beside it. Start
     * commands can name a {@code ray} that is not on the path, or activate its environment themselves: then it is the interpreter that runs this cluster's Ray.
     */
    private static final String FIND_PYTHON = """
            if ray=$(command -v ray); then
                python=${ray%/*}/python3
                [ -x "$python" ] || python=python3
            else
                python=
                for path in $(grep -lsaF -e "=${MUSTER_ENGINE_SCRATCH:-/none}/" /proc/[0-9]*/cmdline); do
                    [ -O "$path" ] && program=$(tr '\\0' '\\n' 2>/dev/null <"$path" | head -n 1) || continue
                    case $program in */python*) python=$program; break ;; esac
                done
                [ -x "$python" ] || {
                    echo "Ray does not run on the head, and its environment has no command 'ray': run 'cluster status'" >&2
                    exit 1
                }
            fi
            """;

    @Override
    public String dashboard() {
        return text("dashboard");
    }

    @Override
    public String submit(JobRequest request) {
        return text(
                "submit",
                request.id().value(),
                wait(request.waits()),
                request.folder().orElse(""),
                request.command());
    }

    @Override
    public String jobs() {
        return text("jobs");
    }

    @Override
    public String job(JobId id) {
        return text("job", id.value());
    }

    @Override
    public String logs(JobId id, boolean follow) {
        return text("logs", id.value(), follow ? "follow" : "once");
    }

    @Override
    public String stop(JobId id, boolean wait) {
        return text("stop", id.value(), wait(wait));
    }

    private static String wait(boolean wait) {
        return wait ? "wait" : "return";
    }

    private static String text(String... words) {
        List<String> all = new ArrayList<>(List.of("-c", PROGRAM));
        all.addAll(List.of(words));
        return FIND_PYTHON + "exec \"$python\" " + Shell.words(all) + "\n";
    }

    private static String read() {
        try (InputStream in = RayConsole.class.getResourceAsStream("console.py")) {
            if (in == null) {
                throw new IllegalStateException("console.py is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
