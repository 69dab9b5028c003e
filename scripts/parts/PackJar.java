import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Repacks library jars for the distribution: {@code java PackJar.java FOLDER JAR...}.
 *
 * <ul>
 *   <li>Entries are stored, not deflated: the layers are compressed as a whole, and smaller so.
 *   <li>Signatures go (the AOT cache takes no class from a signed jar), as do native libraries (ours lie beside the jars; TLS is the JDK's),
 *       and build metadata.
 *   <li>Class files of Java 1-6 get the version of Java 8 and the stack maps that it wants: the AOT cache takes no older ones.
 *   <li>Names of local variables go: they are for debuggers, and a sixth of a jar. Line numbers stay.
 *   <li>Names are sorted and times fixed, so that the same jar gives the same bytes.
 * </ul>
 */
final class PackJar {
    private static final FileTime EPOCH = FileTime.fromMillis(1_767_225_600_000L); // 2026-01-01, as the POM's outputTimestamp
    private static final int FIRST_FOR_AOT = ClassFile.JAVA_7_VERSION;

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (String jar : List.of(arguments).subList(1, arguments.length)) {
            Path target = folder.resolve(Path.of(jar).getFileName());
            Path partial = Files.createTempFile(folder, "partial", ".jar");
            pack(Path.of(jar), partial);
            Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rw-r--r--"));
            Files.setLastModifiedTime(partial, EPOCH);
            Files.move(partial, target);
        }
    }

    private static void pack(Path source, Path target) throws IOException {
        try (JarFile jar = new JarFile(source.toFile(), false);
                URLClassLoader classes = new URLClassLoader(new URL[] {source.toUri().toURL()});
                ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
            zip.setMethod(ZipOutputStream.STORED);
            write(zip, JarFile.MANIFEST_NAME, manifest(jar.getManifest()));
            ClassFile rewriter = ClassFile.of(
                    ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.DebugElementsOption.DROP_DEBUG,
                    ClassFile.ConstantPoolSharingOption.NEW_POOL,
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)));
            for (var entry : jar.stream().filter(PackJar::isKept).sorted((a, b) -> a.getName().compareTo(b.getName())).toList()) {
                byte[] bytes = jar.getInputStream(entry).readAllBytes();
                write(zip, entry.getName(), entry.getName().endsWith(".class") ? slim(rewriter, bytes) : bytes);
            }
        }
    }

    /**
     * Parts of libraries that nothing of Muster's reaches, found with jdeps; half of what the layer would weigh. BouncyCastle only builds
     * certificates and reads key files here and is never registered as a provider; netty talks HTTP/2 over NIO alone.
     */
    private static final Pattern UNUSED = Pattern.compile("(META-INF/versions/\\d+/)?("
            + "org/bouncycastle/(pqc|jce|tsp|cmc|dvcs|est|eac|mime|its|oer|cades|voms|mozilla|x509|i18n|pkix)/.*"
            + "|org/bouncycastle/jcajce/provider/(asymmetric|symmetric|digest|keystore|drbg)/.*"
            + "|org/bouncycastle/crypto/(agreement|signers|hpke|kems|bls|hash2curve|prng|tls|fpe|threshold|split)/.*"
            + "|org/bouncycastle/cms/(?!CMSException).*"
            + "|com/google/(thirdparty|common/(eventbus|graph|html|xml))/.*"
            + "|io/grpc/netty/shaded/io/netty/channel/(epoll|kqueue)/.*"
            + "|io/grpc/netty/shaded/io/netty/handler/(pcap|traffic|ipfilter|codec/(spdy|rtsp|http/(websocketx|multipart|cors)))/.*)");

    private static boolean isKept(ZipEntry entry) {
        String name = entry.getName();
        return !entry.isDirectory()
                && !name.equals(JarFile.MANIFEST_NAME)
                && !name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC|LIST)")
                && !name.startsWith("META-INF/maven/")
                && !name.startsWith("META-INF/proguard/")
                && !name.startsWith("META-INF/native-image/")
                && !UNUSED.matcher(name).matches()
                && !name.matches(".*\\.(so|dylib|jnilib|dll|a|proto|kotlin_module)");
    }

    /** Where the JDK cannot say again what a method's stack holds, because an optional library is missing, the class stays as it is. */
    private static byte[] slim(ClassFile rewriter, byte[] bytes) {
        int major = (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
        ClassModel model = rewriter.parse(bytes);
        ClassTransform version = (builder, element) -> {
            if (element instanceof ClassFileVersion && major < FIRST_FOR_AOT) {
                builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
            } else {
                builder.with(element);
            }
        };
        // A code transform, even one that changes nothing, makes the writer take each method apart and generate its stack maps.
        ClassTransform bodies = ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
        try {
            return rewriter.transformClass(model, version.andThen(bodies));
        } catch (IllegalArgumentException e) {
            if (major < FIRST_FOR_AOT) {
                throw e;
            }
            return bytes;
        }
    }

    /** Only the main attributes: the digests of single entries belong to the signatures. */
    private static byte[] manifest(Manifest original) throws IOException {
        Manifest kept = new Manifest();
        kept.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (original != null) {
            for (String name : List.of("Multi-Release", "Implementation-Version", "Implementation-Title", "Automatic-Module-Name")) {
                String value = original.getMainAttributes().getValue(name);
                if (value != null) {
                    kept.getMainAttributes().putValue(name, value);
                }
            }
        }
        var bytes = new java.io.ByteArrayOutputStream();
        kept.write(bytes);
        return bytes.toByteArray();
    }

    private static void write(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(sum.getValue());
        entry.setTimeLocal(java.time.LocalDateTime.of(2026, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
