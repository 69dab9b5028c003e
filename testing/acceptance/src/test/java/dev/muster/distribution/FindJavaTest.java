package dev.muster.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindJavaTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment =
            new HashMap<>(Map.of("PATH", "/usr/bin:/bin", "HOME", "/nonexistent"));

    @Test
    void takesTheOneThatIsNewEnoughAmongTheUsualFolders() throws Exception {
        jdk("jvm/old", "21.0.4");
        Path found = jdk("jvm/young", "25.0.1");
        environment.put("MUSTER_JDK_FOLDERS", folder.resolve("nothing-here") + ":" + folder.resolve("jvm"));
        assertThat(findJava().output().strip()).isEqualTo(found.toString());
    }

    @Test
    void prefersJavaHome() throws Exception {
        Path mine = jdk("mine", "26");
        jdk("jvm/young", "25");
        environment.put("JAVA_HOME", mine.toString());
        environment.put("MUSTER_JDK_FOLDERS", folder.resolve("jvm").toString());
        assertThat(findJava().output().strip()).isEqualTo(mine.toString());
    }

    @Test
    void looksBehindAnOldJavaHomeAndFollowsTheLinkOnThePath() throws Exception {
        Path linked = jdk("some where/jdk", "25.0.3");
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("javac"), linked.resolve("bin/javac"));
        environment.put("JAVA_HOME", jdk("old", "17.0.9").toString());
        environment.put("PATH", bin + ":/usr/bin:/bin");
        environment.put("MUSTER_JDK_FOLDERS", "");
        assertThat(findJava().output().strip()).isEqualTo(linked.toString());
    }

    @Test
    void findsTheJdkInsideAMacBundle() throws Exception {
        Path home = jdk("vms/temurin-25.jdk/Contents/Home", "25");
        environment.put("MUSTER_JDK_FOLDERS", folder.resolve("vms").toString());
        assertThat(findJava().output().strip()).isEqualTo(home.toString());
    }

    @Test
    void aRuntimeWithoutCompilerIsNoJdkAndTheMessageSaysHowToGetOne() throws Exception {
        Files.delete(jdk("jvm/jre", "25").resolve("bin/javac"));
        environment.put("MUSTER_JDK_FOLDERS", folder.resolve("jvm").toString());
        Checkout.Ended ended = findJava();
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.errors()).startsWith("cluster: no JDK 25 was found").contains("sdk install java", "JAVA_HOME");
    }

    private Checkout.Ended findJava() throws IOException, InterruptedException {
        return Checkout.ofThisBuild().run(environment, List.of("/bin/sh", "scripts/find-java"));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.toRealPath().resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Path compiler = Files.writeString(home.resolve("bin/javac"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(compiler, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
