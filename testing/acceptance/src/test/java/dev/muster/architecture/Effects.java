package dev.muster.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Stream;

/** There is one way to read the clock, to take a chance, to start a thread and to build an adapter. */
final class Effects {
    private static final Set<String> CLOCK_AND_CHANCE = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalTime.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.lang.System.currentTimeMillis",
            "java.lang.Thread.sleep",
            "java.util.concurrent.TimeUnit.sleep",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current");
    private static final Set<String> THREADS = Set.of(
            "java.lang.Thread.<init>",
            "java.lang.Thread.start",
            "java.lang.Thread.startVirtualThread",
            "java.lang.Thread.ofVirtual",
            "java.lang.Thread.ofPlatform",
            "java.util.Timer.<init>",
            "java.util.concurrent.ThreadPoolExecutor.<init>",
            "java.util.concurrent.ScheduledThreadPoolExecutor.<init>",
            "java.util.concurrent.ForkJoinPool.<init>",
            "java.util.concurrent.ForkJoinPool.commonPool",
            "java.util.concurrent.CompletableFuture.runAsync",
            "java.util.concurrent.CompletableFuture.supplyAsync",
            "java.util.Collection.parallelStream");

    /** Ports whose adapters are made per connection or per call, by a factory that is itself an adapter. */
    private static final Set<String> PER_CALL =
            Set.of("RemoteHost", "RemoteCommand", "OutputSink", "LocalTerminal", "StepListener");

    /** FanOut ends all that it starts; OutgoingStream's thread waits for one slow reader on the wire and ends with the call. */
    private static final Set<String> MAY_START_THREADS = Set.of("FanOut", "OutgoingStream");

    private final String root;

    Effects(String root) {
        this.root = root;
    }

    Stream<ArchRule> rules() {
        return Stream.of(time(), elapsed(), secrets(), threads(), wiring());
    }

    ArchRule time() {
        return noClasses()
                .that(not(outermost("SystemTime", Set.of("SystemTime"))))
                .should()
                .callCodeUnitWhere(calls(CLOCK_AND_CHANCE).or(unseeded()))
                .as("clock, sleep and chance come through the port Time (or a seed that is an input)")
                .because("a test that turns time itself never sleeps and never flickers; in the core, `now` is a value")
                .allowEmptyShould(true);
    }

    ArchRule elapsed() {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".core..", root + ".autoscaler..")
                .and(not(outermost("SystemTime", Set.of("SystemTime"))))
                .should()
                .callCodeUnitWhere(calls(Set.of("java.lang.System.nanoTime")))
                .as("core and autoscaler measure no time")
                .because(
                        "how long something took is for adapters to say; a decision that looks at it is no function of its input")
                .allowEmptyShould(true);
    }

    ArchRule secrets() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("..identity..", "..ca..", "..security..")
                .and(not(wires()))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.SecureRandom")
                .as("SecureRandom is for keys, in packages named identity, ca or security, and in Wiring")
                .because("secrets are made where one look can review them; jitter takes Time's chance")
                .allowEmptyShould(true);
    }

    ArchRule threads() {
        return noClasses()
                .that(not(wires().or(outermost("a bounded starter", MAY_START_THREADS))))
                .should()
                .callCodeUnitWhere(calls(THREADS).or(executors()))
                .as("threads are started only in FanOut, in Wiring and in the mains")
                .because(
                        "FanOut ends every thread that it starts, and the few long-lived ones of a process stand in its Wiring;"
                                + " a thread started elsewhere is one that nobody stops")
                .allowEmptyShould(true);
    }

    ArchRule wiring() {
        return noClasses()
                .that(not(wires().or(insideAProvider())))
                .should()
                .callConstructorWhere(buildsAnAdapterOfAnother())
                .as("adapters of ports are built only in Wiring, and in the package of a provider")
                .because("a class that is given its adapter can be given the fake; one that builds it cannot")
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaCall<?>> calls(Set<String> targets) {
        return describe("one of " + targets, call -> targets.contains(target(call)));
    }

    private static DescribedPredicate<JavaCall<?>> unseeded() {
        return describe(
                "new Random() without a seed",
                call -> target(call).equals("java.util.Random.<init>")
                        && call.getTarget().getRawParameterTypes().isEmpty());
    }

    private static DescribedPredicate<JavaCall<?>> executors() {
        return describe(
                "Executors.*", call -> call.getTargetOwner().getFullName().equals("java.util.concurrent.Executors"));
    }

    private static String target(JavaCall<?> call) {
        return call.getTargetOwner().getFullName() + "." + call.getName();
    }

    private DescribedPredicate<JavaConstructorCall> buildsAnAdapterOfAnother() {
        return describe("an adapter of a port is built", call -> {
            JavaClass built = call.getTargetOwner();
            return isAdapter(built) && !outermost(built).equals(outermost(call.getOriginOwner()));
        });
    }

    private boolean isAdapter(JavaClass type) {
        return !type.getPackageName().startsWith(root + ".core")
                && type.getAllRawInterfaces().stream()
                        .anyMatch(port -> port.getPackageName().equals(root + ".core.port")
                                && !PER_CALL.contains(port.getSimpleName()));
    }

    /** The cluster's file names the provider, so it builds its adapters when the file has been read. */
    private DescribedPredicate<JavaClass> insideAProvider() {
        return describe(
                "in a provider's package", type -> type.getPackageName().startsWith(root + ".launcher.provider."));
    }

    /** The main of a training run counts as a main. */
    private static DescribedPredicate<JavaClass> wires() {
        return describe("Wiring or a main", type -> {
            String name = outermost(type).getSimpleName();
            return name.endsWith("Wiring") || name.endsWith("Main") || name.endsWith("AotTraining");
        });
    }

    private static DescribedPredicate<JavaClass> outermost(String what, Set<String> names) {
        return describe(what, type -> names.contains(outermost(type).getSimpleName()));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Effects::outermost).orElse(type);
    }
}
