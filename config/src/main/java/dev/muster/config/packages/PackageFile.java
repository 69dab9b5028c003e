package dev.muster.config.packages;

import dev.muster.config.packages.RequirementLine.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A requirements file or an environment.yml as it is sent to the nodes, with the files that it refers to. A requirements file that another one includes
 * becomes part of it; constraints are a file of their own beside it.
 *
 * @param text its text
 * @param beside the files that must lie beside it on the nodes, by name
 * @param refused a message for each line that refers to something that cannot be sent
 */
public record PackageFile(String text, Map<String, String> beside, List<String> refused) {
    /** The name of the constraints of a requirements file. */
    public static final String CONSTRAINTS = "constraints.txt";

    public static final String HINT =
            "copy it with file_mounts and write its absolute path on the nodes, or install it in setup_commands";

    private static final Pattern PIP = Pattern.compile("(\\s*)-\\s*pip\\s*:\\s*(#.*)?");
    private static final Pattern ITEM = Pattern.compile("(\\s*-\\s+)([\"']?)(.*?)\\2\\s*(\\s#.*)?");
    private static final long LONGEST = 1 << 20;

    public PackageFile {
        beside = Map.copyOf(beside);
        refused = List.copyOf(refused);
    }

    /** Reads a requirements file. Throws {@code IOException} only if this file itself cannot be read. */
    public static PackageFile requirements(Path file) throws IOException {
        Reading reading = new Reading();
        reading.include(file, read(file), reading.text);
        String constraints = reading.constraints.toString();
        Map<String, String> beside = constraints.isBlank() ? Map.of() : Map.of(CONSTRAINTS, constraints);
        return new PackageFile(reading.text.toString(), beside, reading.refused);
    }

    /** Reads an environment.yml. Throws {@code IOException} only if this file itself cannot be read. */
    public static PackageFile conda(Path file) throws IOException {
        return new CondaReading(file).read();
    }

    /** Returns why a requirement of the config itself cannot be installed on the nodes; empty if it can. */
    public static List<String> refusedPackages(List<String> packages) {
        return packages.stream()
                .filter(one -> RequirementLine.of(one).kind() != Kind.OTHER || one.startsWith("-"))
                .map(one -> "'" + one + "' is not a package: options and paths belong into a requirements file")
                .toList();
    }

    private static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
            throw new IOException(file + " is not a file of at most 1 MiB");
        }
        return Files.readString(file);
    }

    private static String refusedPath(Path file, int line, String path) {
        return file + ":" + line + ": '" + path + "' is a path on this machine, and is not copied to the nodes";
    }

    /** What a requirements file and the files that it includes come to. */
    private static final class Reading {
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder constraints = new StringBuilder();
        private final List<String> refused = new ArrayList<>();
        private final Set<Path> seen = new HashSet<>();

        /** A line that ends in a backslash goes on in the next one; options such as --hash do, what is included does not. */
        void include(Path file, String content, StringBuilder into) {
            if (!seen.add(file.toAbsolutePath().normalize())) {
                return;
            }
            int number = 0;
            for (String line : content.lines().toList()) {
                number++;
                RequirementLine requirement = RequirementLine.of(line);
                switch (requirement.kind()) {
                    case REQUIREMENTS -> include(file, number, requirement.value(), into);
                    case CONSTRAINTS -> include(file, number, requirement.value(), constraints);
                    case LOCAL -> refused.add(refusedPath(file, number, requirement.value()));
                    case OTHER -> into.append(line).append('\n');
                }
            }
        }

        private void include(Path from, int line, String path, StringBuilder into) {
            try {
                Path file = from.resolveSibling(path);
                include(file, read(file), into);
            } catch (IOException | InvalidPathException e) {
                refused.add(from + ":" + line + ": '" + path + "' cannot be read on this machine");
            }
        }
    }

    /** The pip part of an environment.yml: the items of the list below 'pip:'. Its format allows more ways to write them; those are sent as they are. */
    private static final class CondaReading {
        private final Path file;
        private final Map<String, String> beside = new TreeMap<>();
        private final List<String> refused = new ArrayList<>();
        private int pipIndent = -1;

        CondaReading(Path file) {
            this.file = file;
        }

        PackageFile read() throws IOException {
            StringBuilder text = new StringBuilder();
            int number = 0;
            for (String line : PackageFile.read(file).lines().toList()) {
                number++;
                text.append(line(line, number)).append('\n');
            }
            return new PackageFile(text.toString(), beside, refused);
        }

        private String line(String line, int number) {
            Matcher pip = PIP.matcher(line);
            if (pip.matches()) {
                pipIndent = pip.group(1).length();
                return line;
            }
            Matcher item = ITEM.matcher(line);
            int indent = line.length() - line.stripLeading().length();
            if (!line.isBlank() && indent <= pipIndent) {
                pipIndent = -1;
            }
            return pipIndent < 0 || !item.matches() ? line : item(line, number, item);
        }

        private String item(String line, int number, Matcher item) {
            RequirementLine requirement = RequirementLine.of(item.group(3));
            return switch (requirement.kind()) {
                case REQUIREMENTS -> item.group(1) + "-r " + send(number, requirement.value());
                case CONSTRAINTS -> item.group(1) + "-c " + send(number, requirement.value());
                case LOCAL -> {
                    refused.add(refusedPath(file, number, requirement.value()));
                    yield line;
                }
                case OTHER -> line;
            };
        }

        /** Returns the name of the file on the nodes. */
        private String send(int number, String path) {
            String name = "pip-" + number + ".txt";
            try {
                PackageFile other = requirements(file.resolveSibling(path));
                refused.addAll(other.refused());
                String constraints = other.beside().getOrDefault(CONSTRAINTS, "");
                String reference = constraints.isEmpty() ? "" : "-c pip-" + number + "-" + CONSTRAINTS + "\n";
                beside.put(name, reference + other.text());
                if (!constraints.isEmpty()) {
                    beside.put("pip-" + number + "-" + CONSTRAINTS, constraints);
                }
            } catch (IOException | InvalidPathException e) {
                refused.add(file + ":" + number + ": '" + path + "' cannot be read on this machine");
            }
            return name;
        }
    }
}
