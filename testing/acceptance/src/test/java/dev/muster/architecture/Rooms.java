package dev.muster.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which room of the house may use which: the modules are packages under {@code root}. */
final class Rooms {
    /** Each room with the rooms that it may use, in the order of ARCHITECTURE.md. */
    private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

    static {
        MAY_USE.put("core", List.of());
        MAY_USE.put("engine", List.of("core"));
        MAY_USE.put("config", List.of("core", "engine"));
        MAY_USE.put("autoscaler", List.of("core"));
        MAY_USE.put("simulator", List.of("core", "autoscaler"));
        MAY_USE.put("protocol", List.of("core"));
        MAY_USE.put("logging", List.of());
        MAY_USE.put("ssh", List.of("core"));
        MAY_USE.put("transfer", List.of("core"));
        MAY_USE.put("launcher", List.of("core", "engine", "config", "ssh", "transfer"));
        MAY_USE.put("daemon", List.of("core", "protocol", "logging"));
        MAY_USE.put(
                "head",
                List.of(
                        "core",
                        "engine",
                        "config",
                        "autoscaler",
                        "protocol",
                        "logging",
                        "ssh",
                        "transfer",
                        "launcher"));
        MAY_USE.put("client", List.of("core", "engine", "config", "protocol", "ssh", "transfer", "launcher"));
        MAY_USE.put(
                "cli",
                List.of("core", "engine", "config", "simulator", "autoscaler", "protocol", "transfer", "client"));
    }

    private static final int MAX_FILES = 25;

    /** Packages that are still too large. Each of them has a place in the list only until it is split. */
    private static final List<String> TOO_LARGE =
            List.of("client.check", "protocol", "cli.command", "launcher.bootstrap");

    private final String root;

    Rooms(String root) {
        this.root = root;
    }

    Stream<ArchRule> rules() {
        return Stream.concat(
                MAY_USE.keySet().stream().map(this::direction),
                Stream.of(pure(), untouched(), acyclic(), small(), closed()));
    }

    ArchRule direction(String room) {
        String[] others = MAY_USE.keySet().stream()
                .filter(other -> !other.equals(room) && !MAY_USE.get(room).contains(other))
                .map(this::packages)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(packages(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .as(room + " uses only " + MAY_USE.get(room))
                .because("a room that knows only those above it can be read, tested and replaced without the others;"
                        + " put what both need into core, or pass it in through a port")
                .allowEmptyShould(true);
    }

    ArchRule pure() {
        return classes()
                .that()
                .resideInAnyPackage(packages("core"), packages("autoscaler"), packages("simulator"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "org.jspecify..", packages("core"), packages("autoscaler"), packages("simulator"))
                .as("core, autoscaler and simulator depend on the JDK and JSpecify's annotations alone")
                .because("decisions that are functions of plain values run 100,000 times in a property test,"
                        + " and never change because a library did")
                .allowEmptyShould(true);
    }

    ArchRule untouched() {
        return noClasses()
                .that()
                .resideInAnyPackage(packages("core"), packages("autoscaler"), packages("simulator"))
                .and()
                .resideOutsideOfPackage(root + ".core.io")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.nio\\.file\\.Files|java\\.io\\.File(In|Out)?.*|java\\.lang\\.Process.*"
                        + "|java\\.net\\.(.*Socket.*|http\\..*)|java\\.sql\\..*")
                .as("core, autoscaler and simulator touch no file, process, socket or database, except core.io")
                .because("the core decides and the shell does: what touches the world is a port, with a fake beside it;"
                        + " core.io is the one place that writes small files, and core is the one module that the daemon,"
                        + " the head and the command share")
                .allowEmptyShould(true);
    }

    ArchRule acyclic() {
        return slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .because(
                        "packages that need each other are one package; split by what changes together, or pass a value")
                .allowEmptyShould(true);
    }

    ArchRule small() {
        Set<String> exceptions =
                TOO_LARGE.stream().map(name -> root + "." + name).collect(Collectors.toSet());
        return small(MAX_FILES, exceptions);
    }

    ArchRule small(int max, Set<String> exceptions) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(root + ".protocol.wire..", root + ".engine.ray.wire..")
                .should(new PackageSize(max, exceptions))
                .because("a package is one idea, and a reader should see its parts in one list;"
                        + " split a large one by what its classes use");
    }

    ArchRule closed() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages("config"), packages("ssh"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        root + ".config.hosts",
                        root + ".config.read",
                        root + ".config.schema",
                        root + ".config.section",
                        root + ".config.types",
                        root + ".config.yaml",
                        root + ".ssh.connect",
                        root + ".ssh.hostkey",
                        root + ".ssh.key",
                        root + ".ssh.script")
                .as(
                        "other modules use config, config.packages, config.provider, ssh, ssh.config, ssh.remote and ssh.local, not the packages inside")
                .because("classes there are public only for the other packages of their module;"
                        + " what another module needs belongs in the packages that it may use")
                .allowEmptyShould(true);
    }

    private String packages(String room) {
        return root + "." + room + "..";
    }
}
