package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.FanOut;
import dev.muster.core.port.RunResult;
import dev.muster.launcher.bundle.Bundle;
import dev.muster.launcher.bundle.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Our program, layer by layer: streamed once, verified, and moved into place whole, so that a layer is there or is not. */
final class BundleStep {
    private BundleStep() {}

    static Step of(Bundle bundle, HostFacts facts) {
        List<Layer> missing = bundle.layers().stream()
                .filter(layer -> !facts.hasLayer(layer.sha256()))
                .toList();
        String digest =
                Digest.of(bundle.runtime().sha256(), bundle.application().sha256());
        return new Step(StepIds.BUNDLE, digest, shell -> send(missing, shell));
    }

    /** Side by side: unpacking keeps a core busy for each. */
    private static RunResult send(List<Layer> layers, NodeShell shell) throws InterruptedException {
        List<Callable<RunResult>> lanes = layers.stream()
                .<Callable<RunResult>>map(layer ->
                        () -> shell.run(Scripts.read("bundle.sh", Map.of("sha", layer.sha256())), () -> open(layer)))
                .toList();
        return new FanOut(2)
                .all(lanes).stream().filter(result -> !result.ok()).findFirst().orElse(new RunResult(0, "", ""));
    }

    private static InputStream open(Layer layer) {
        try {
            return Files.newInputStream(layer.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
