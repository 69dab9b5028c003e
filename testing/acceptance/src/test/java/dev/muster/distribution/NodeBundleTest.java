package dev.muster.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two layers, unpacked as a host does. */
@Tag("whole")
class NodeBundleTest {
    private final Path node = Checkout.ofThisBuild().root().resolve("dist/muster/node");
    private final Properties manifest = new Properties();

    @TempDir
    Path host;

    @BeforeEach
    void readsTheManifest() throws Exception {
        try (var reader = Files.newBufferedReader(node.resolve("manifest.properties"))) {
            manifest.load(reader);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"runtime", "application"})
    void aLayerIsNamedByItsDigest(String layer) throws Exception {
        namedByItsDigest(layer, layer, ".tar.gz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runtime", "application"})
    void bothFormsOfALayerHoldTheSame(String layer) throws Exception {
        namedByItsDigest(layer, layer + ".zstd", ".tar.zst");
        String gzip = node.resolve(manifest.getProperty(layer + ".file")).toString();
        String zstd = node.resolve(manifest.getProperty(layer + ".zstd.file")).toString();
        Checkout.Ended ended = new Checkout(host)
                .run(
                        Map.of("PATH", "/usr/bin:/bin"),
                        List.of("sh", "-c", "gzip -dc \"$1\" >gz && zstd -dcq \"$2\" | cmp - gz", "sh", gzip, zstd));
        assertThat(ended.code()).as(ended.errors()).isZero();
    }

    private void namedByItsDigest(String layer, String property, String ending) throws Exception {
        byte[] packed = Files.readAllBytes(node.resolve(manifest.getProperty(property + ".file")));
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(packed));
        assertThat(manifest.getProperty(property + ".sha256")).isEqualTo(sha256);
        assertThat(manifest.getProperty(property + ".file")).isEqualTo(layer + "-" + sha256 + ending);
        assertThat(manifest.getProperty(property + ".bytes")).isEqualTo(Integer.toString(packed.length));
    }

    @Test
    void bothProgramsRunUnpackedElsewhereAndTheirCachesAreTaken() throws Exception {
        Path runtime = unpacked("runtime");
        Path application = unpacked("application");
        for (String program : List.of("muster-daemon", "muster-head")) {
            Path script = application.resolve("bin").resolve(program);
            // Told so, the JVM ends with an error where it cannot use a cache; else it is silently slow.
            Path strict = script.resolveSibling("strict");
            Files.writeString(
                    strict,
                    Files.readString(script)
                            .replace("\"-XX:AOTCache=", "-XX:AOTMode=on \"-XX:AOTCache=")
                            .replace("-XX:SharedArchiveFile=", "-Xshare:on -XX:SharedArchiveFile="));
            assertThat(strict).content().containsPattern("-XX:AOTMode=on|-Xshare:on");
            Checkout.Ended ended = new Checkout(host)
                    .run(
                            Map.of("PATH", "/usr/bin:/bin", "MUSTER_RUNTIME", runtime.toString()),
                            List.of("/bin/sh", strict.toString(), "--version"));
            assertThat(ended.errors()).isEmpty();
            assertThat(ended.code()).isZero();
            assertThat(ended.output()).startsWith(program + " " + manifest.getProperty("version"));
        }
    }

    /** A cache serves one class path. The head's lies on the daemon's, so that no daemon's start pays for what only the head needs. */
    @Test
    void daemonAndHeadHaveOneClassPathAndTheHeadsCacheLiesOnTheDaemons() throws Exception {
        Path application = unpacked("application");
        String daemon = Files.readString(application.resolve("bin/muster-daemon"));
        String head = Files.readString(application.resolve("bin/muster-head"));
        assertThat(classPath(daemon))
                .isEqualTo(classPath(head))
                .contains("node-daemon-", "head-")
                .doesNotContain("jackson-databind", "picocli", "jline");
        Path below = only(application, "muster-daemon-*.aot");
        Path above = only(application, "muster-head-*.aot");
        assertThat(daemon).contains("/aot/" + below.getFileName() + "\"").doesNotContain("muster-head-");
        assertThat(head).contains("=aot/" + below.getFileName() + ":aot/" + above.getFileName() + " ");
        assertThat(Files.size(above)).isLessThan(Files.size(below) / 2);
    }

    private static Path only(Path application, String pattern) throws Exception {
        try (var caches = Files.newDirectoryStream(application.resolve("aot"), pattern)) {
            List<Path> found = new ArrayList<>();
            caches.forEach(found::add);
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }

    private static String classPath(String script) {
        return script.lines()
                .filter(line -> line.startsWith("  -cp "))
                .findFirst()
                .orElseThrow();
    }

    private Path unpacked(String layer) throws Exception {
        Path folder = Files.createDirectories(host.resolve("bundles").resolve(manifest.getProperty(layer + ".sha256")));
        Path file = node.resolve(manifest.getProperty(layer + ".file"));
        Checkout.Ended ended =
                new Checkout(folder).run(Map.of("PATH", "/usr/bin:/bin"), List.of("tar", "-xzf", file.toString()));
        assertThat(ended.code()).as(ended.errors()).isZero();
        return folder;
    }
}
