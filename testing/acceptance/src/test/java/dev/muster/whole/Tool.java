package dev.muster.whole;

import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** A program from PyPI that tests need. A variable names its folder, which {@code pip install --target} made. */
enum Tool {
    RATTLER("MUSTER_RATTLER", "py-rattler", "rattler"),
    UV("MUSTER_UV", "uv", "bin/uv");

    private final String variable;
    private final String name;
    private final String file;

    Tool(String variable, String name, String file) {
        this.variable = variable;
        this.name = name;
        this.file = file;
    }

    /** Skips the test if the tool is not there; with {@code MUSTER_LAB_REQUIRED=1}, which CI sets, the test fails. */
    Path folder() {
        String folder = System.getenv(variable);
        if (folder != null && Files.exists(Path.of(folder, file))) {
            return Path.of(folder);
        }
        String how = name + " is missing: pip install --target FOLDER " + name + ", and " + variable + "=FOLDER";
        if ("1".equals(System.getenv("MUSTER_LAB_REQUIRED"))) {
            throw new AssertionError(how);
        }
        throw new TestAbortedException(how);
    }
}
