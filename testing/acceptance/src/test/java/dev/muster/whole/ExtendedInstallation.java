package dev.muster.whole;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A copy of the distribution to which one jar was added, for the command and for the head: the classes of a package of these tests, and a line in a
 * registry.
 */
final class ExtendedInstallation {
    private static final Path INSTALLATION =
            Path.of(System.getProperty("muster.checkout")).resolve("dist/muster");
    private static final String JAR = "added.jar";

    private final Path home;

    private ExtendedInstallation(Path home) {
        this.home = home;
    }

    /**
     * @param registry the type whose registry gets the line
     * @param added a class of the package that is added
     */
    static Path with(Class<?> registry, Class<?> added, Path folder) throws IOException, InterruptedException {
        ExtendedInstallation copy = new ExtendedInstallation(folder);
        run(folder.getParent(), "cp", "-aL", INSTALLATION.toString(), folder.toString());
        byte[] jar = jar(registry, added);
        copy.extendCommand(jar);
        copy.extendBundle(jar);
        return folder;
    }

    private void extendCommand(byte[] jar) throws IOException {
        Files.write(home.resolve("lib").resolve(JAR), jar);
        appendToClassPath(home.resolve("bin/cluster"));
    }

    /** The bundle's layers are named by their digest. */
    private void extendBundle(byte[] jar) throws IOException, InterruptedException {
        Path node = home.resolve("node");
        Properties manifest = new Properties();
        try (var in = Files.newBufferedReader(node.resolve("manifest.properties"))) {
            manifest.load(in);
        }
        Path unpacked = Files.createDirectory(home.resolve("unpacked"));
        run(
                unpacked,
                "tar",
                "-xzf",
                node.resolve(manifest.getProperty("application.file")).toString());
        Files.write(unpacked.resolve("lib").resolve(JAR), jar);
        appendToClassPath(unpacked.resolve("bin/muster-head"));
        Path packed = node.resolve("application.tar.gz");
        run(unpacked, "tar", "-czf", packed.toString(), ".");
        String digest = run(node, "sha256sum", packed.toString()).substring(0, 64);
        Path layer = Files.move(packed, node.resolve("application-" + digest + ".tar.gz"));
        manifest.setProperty("application.sha256", digest);
        manifest.setProperty("application.file", layer.getFileName().toString());
        manifest.setProperty("application.bytes", Long.toString(Files.size(layer)));
        List.of("sha256", "file", "bytes").forEach(key -> manifest.remove("application.zstd." + key));
        try (var out = Files.newBufferedWriter(node.resolve("manifest.properties"))) {
            manifest.store(out, null);
        }
    }

    private static void appendToClassPath(Path script) throws IOException {
        String text = Files.readString(script);
        int end = text.indexOf("\" \\\n", text.indexOf("-cp \""));
        Files.writeString(script, text.substring(0, end) + ":$app/lib/" + JAR + text.substring(end));
    }

    private static byte[] jar(Class<?> registry, Class<?> added) throws IOException {
        String folder = added.getPackageName().replace('.', '/') + "/";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            for (Path file : classes(added)) {
                jar.putNextEntry(new JarEntry(folder + file.getFileName()));
                jar.write(Files.readAllBytes(file));
            }
            jar.putNextEntry(new JarEntry("META-INF/services/" + registry.getName()));
            jar.write((added.getName() + "\n").getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static List<Path> classes(Class<?> added) throws IOException {
        Path root = Path.of(
                added.getProtectionDomain().getCodeSource().getLocation().getPath());
        Path folder = root.resolve(added.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.getFileName().toString().contains("Test"))
                    .toList();
        }
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + out);
        }
        return out;
    }
}
