package dev.muster.engine.ray.start;

import dev.muster.core.script.ScriptFile;
import dev.muster.testkit.shell.HostScriptsContract;
import java.nio.file.Path;
import java.util.List;

final class RayScriptsTest extends HostScriptsContract {
    @Override
    protected List<? extends ScriptFile> files() {
        return List.of(RayScript.values());
    }

    @Override
    protected Path resources() {
        return Path.of("src/main/resources");
    }
}
