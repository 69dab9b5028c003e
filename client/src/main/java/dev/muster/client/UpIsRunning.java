package dev.muster.client;

import dev.muster.core.failure.UserError;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another {@code up} of the cluster runs. Nothing was changed; {@link UpRequest.Allowed#endOther} ends it. */
public final class UpIsRunning extends UserError {
    private static final long serialVersionUID = 1L;

    /** @param message who runs it, for how long, and which step runs on which node */
    public UpIsRunning(String message, String hint) {
        super(message, hint);
    }

    /** Returns this with more lines, such as the steps that run on other nodes. */
    public UpIsRunning with(List<String> lines) {
        return new UpIsRunning(
                Stream.concat(Stream.of(text()), lines.stream()).collect(Collectors.joining("\n")), hint());
    }
}
