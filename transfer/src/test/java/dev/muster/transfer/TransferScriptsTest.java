package dev.muster.transfer;

import dev.muster.core.script.ScriptFile;
import dev.muster.testkit.shell.HostScriptsContract;
import java.nio.file.Path;
import java.util.List;

final class TransferScriptsTest extends HostScriptsContract {
    @Override
    protected List<? extends ScriptFile> files() {
        return List.of(TransferScript.values());
    }

    @Override
    protected Path resources() {
        return Path.of("src/main/resources");
    }
}
