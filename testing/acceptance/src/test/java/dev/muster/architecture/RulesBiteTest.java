package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each rule is shown a little house that breaks it: a rule that never bites would look just as green. */
class RulesBiteTest {
    private static final String ROOT = "dev.muster.architecture.sample";
    private static final JavaClasses SAMPLE = new ClassFileImporter().importPackages(ROOT);
    private final Rooms rooms = new Rooms(ROOT);
    private final Effects effects = new Effects(ROOT);
    private final Libraries libraries = new Libraries(ROOT);

    @Test
    void onARoomThatUsesOneBelowIt() {
        assertBites(rooms.direction("core"), "core.Everything", "cli.Shown");
    }

    @Test
    void onALibraryInTheCore() {
        assertBites(rooms.pure(), "core.Everything", "CommandLine");
    }

    @Test
    void onAFileReadInTheCore() {
        assertBites(rooms.untouched(), "core.Everything", "java.nio.file.Files");
    }

    @Test
    void onPackagesThatNeedEachOther() {
        assertBites(rooms.acyclic(), "launcher.one.First", "launcher.two.Second");
    }

    @Test
    void onAPackageWithTooManyFiles() {
        String two = ROOT + ".launcher.two";

        assertBites(rooms.small(2, Set.of()), two, "has 3 source files");
        assertBites(rooms.small(3, Set.of(two)), two, "remove it from the exceptions");
        assertThat(rooms.small(2, Set.of(two)).evaluate(SAMPLE).hasViolation()).isFalse();
    }

    @Test
    void onAPackageInsideAnotherModule() {
        assertBites(rooms.closed(), "cli.Shown", "config.read.Inner");
    }

    @Test
    void onAClockReadDirectly() {
        assertBites(effects.time(), "core.Everything", "java.time.Instant.now()");
        assertBites(effects.time(), "core.Everything", "java.lang.Thread.sleep(");
        assertBites(effects.time(), "core.Everything", "java.util.Random.<init>()");
    }

    @Test
    void onTimeMeasuredInTheCore() {
        assertBites(effects.elapsed(), "core.Everything", "java.lang.System.nanoTime");
    }

    @Test
    void butNotOnASeed() {
        assertThat(effects.time().evaluate(SAMPLE).getFailureReport().toString())
                .doesNotContain("Random.<init>(long)");
    }

    @Test
    void onASecretMadeElsewhere() {
        assertBites(effects.secrets(), "core.Everything", "java.security.SecureRandom");
    }

    @Test
    void onAThreadStartedElsewhere() {
        assertBites(effects.threads(), "core.Everything", "java.lang.Thread.startVirtualThread");
        assertBites(effects.threads(), "core.Everything", "java.util.concurrent.Executors.newCachedThreadPool");
    }

    @Test
    void onAnAdapterBuiltOutsideTheWiring() {
        assertBites(effects.wiring(), "launcher.one.First", "launcher.two.WallTime.<init>");
        assertThat(effects.wiring().evaluate(SAMPLE).getFailureReport().toString())
                .doesNotContain("sample.head.Wiring");
    }

    @Test
    void onABranchByTheKindOfAProvider() {
        ProviderSeam seam = new ProviderSeam(ROOT);

        assertBites(seam.packages(), "head.Branch", "launcher.provider.rack.RackConfig");
        assertBites(seam.configs(), "head.Branch", "launcher.provider.rack.RackConfig");
    }

    @Test
    void onAConcreteEngineOutsideItsModule() {
        EngineSeam seam = new EngineSeam(ROOT);

        assertBites(seam.engines(), "client.DrumStick", "engine.drum.DrumEngine");
        assertBites(seam.directions(), "engine.drum.DrumEngine", "head.Wiring");
    }

    @Test
    void onAStubOutsideTheProtocol() {
        assertBites(libraries.stubs(), "core.Everything", "protocol.wire.Stub");
    }

    @Test
    void onSshjElsewhere() {
        assertBites(libraries.ssh(), "core.Everything", "net.schmizz");
    }

    @Test
    void onPicocliElsewhere() {
        assertBites(libraries.terminal(), "core.Everything", "picocli");
    }

    @Test
    void onPrintingElsewhere() {
        assertBites(libraries.printing(), "core.Everything", "java.lang.System.out");
    }

    @Test
    void onANameThatSaysNothing() {
        assertBites(libraries.names(), "launcher.two.ThingHelper", "such a name says nothing");
    }

    private static void assertBites(ArchRule rule, String where, String what) {
        assertThat(rule.evaluate(SAMPLE).getFailureReport().toString())
                .contains(where)
                .contains(what);
    }
}
