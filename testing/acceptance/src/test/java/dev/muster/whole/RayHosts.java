package dev.muster.whole;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.opentest4j.TestAbortedException;

/** Ray on hosts of the lab: the virtual environment that MUSTER_RAY names, which every host sees. */
final class RayHosts {
    private static final String PROFILE = "/etc/profile.d/ray.sh";

    private final Lab lab;
    private final Path environment;

    private RayHosts(Lab lab, Path environment) {
        this.lab = lab;
        this.environment = environment;
    }

    /** Without the environment the test is skipped, or fails with {@code MUSTER_LAB_REQUIRED=1}. */
    static RayHosts of(Lab lab) throws IOException {
        String named = System.getenv("MUSTER_RAY");
        if (named == null) {
            String missing = "MUSTER_RAY names no virtual environment with ray[default]==2.60.0";
            if ("1".equals(System.getenv("MUSTER_LAB_REQUIRED"))) {
                fail("MUSTER_LAB_REQUIRED=1, and " + missing);
            }
            throw new TestAbortedException(missing);
        }
        return new RayHosts(lab, Path.of(named).toRealPath());
    }

    String python() {
        return environment.resolve("bin/python").toString();
    }

    String ray() {
        return environment.resolve("bin/ray").toString();
    }

    String environment() {
        return environment.toString();
    }

    /** As if Ray was installed on the host for all its users. */
    void install(int host) throws Exception {
        lab.on(host, "echo 'PATH=" + environment.resolve("bin") + ":$PATH' >" + PROFILE);
    }

    void remove(int host) throws Exception {
        lab.on(host, "rm -f " + PROFILE);
    }

    /** Copies a program of the tests. */
    static Path program(String name, Path folder) throws IOException {
        try (InputStream text = RayHosts.class.getResourceAsStream("/ray/" + name)) {
            return Files.write(
                    folder.resolve(name), Objects.requireNonNull(text).readAllBytes());
        }
    }
}
