package dev.muster.launcher.bootstrap;

import dev.muster.core.Digest;
import dev.muster.core.FanOut;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.bundle.BundleLayer;
import dev.muster.launcher.bundle.GzipLayer;
import dev.muster.launcher.bundle.LayerFile;
import dev.muster.launcher.bundle.NodeBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Installs the node bundle, layer by layer. Each layer is sent once, verified and moved into place as a whole, so it is either complete or missing.
 */
final class BundleStep {
    private BundleStep() {}

    static BootstrapStep of(NodeSpec spec, HostFacts facts) {
        List<BundleLayer> missing = missing(spec, facts);
        NodeBundle bundle = spec.bundle();
        String digest =
                Digest.of(bundle.runtime().sha256(), bundle.application().sha256());
        return new BootstrapStep(StepIds.BUNDLE, digest, shell -> send(missing, spec, facts, shell));
    }

    /** Returns the layers that the host does not have yet. */
    static List<BundleLayer> missing(NodeSpec spec, HostFacts facts) {
        return spec.bundle().layers().stream()
                .filter(layer -> !facts.hasLayer(layer.sha256())
                        || storesPackedLayers(spec) && !facts.hasPackedLayer(layer.sha256()))
                .toList();
    }

    /** Returns whether the host stores packed layers: a head with its own host sends them on to its workers. */
    private static boolean storesPackedLayers(NodeSpec spec) {
        return spec.isHead() && !spec.config().provider().isOneMachine();
    }

    /** Sends both layers in parallel, because unpacking one keeps a core busy. */
    private static RunResult send(List<BundleLayer> layers, NodeSpec spec, HostFacts facts, NodeShell shell)
            throws InterruptedException {
        List<Callable<RunResult>> tasks = layers.stream()
                .<Callable<RunResult>>map(layer -> () -> send(layer, spec, facts, shell))
                .toList();
        return new FanOut(2)
                .all(tasks).stream().filter(result -> !result.ok()).findFirst().orElse(new RunResult(0, "", ""));
    }

    private static RunResult send(BundleLayer layer, NodeSpec spec, HostFacts facts, NodeShell shell)
            throws InterruptedException {
        boolean zstd = facts.hasZstd() && layer.zstd().isPresent();
        LayerFile packed = zstd ? layer.zstd().get() : GzipLayer.of(layer);
        Map<String, String> variables = Map.of(
                "sha",
                layer.sha256(),
                "sum",
                packed.sha256(),
                "form",
                zstd ? "zstd" : "gzip",
                "keep",
                storesPackedLayers(spec) ? "yes" : "no");
        return shell.run(ShellScript.of(BootstrapScript.INSTALL_LAYER, variables), () -> open(packed.file()));
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
