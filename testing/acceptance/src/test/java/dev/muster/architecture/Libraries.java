package dev.muster.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Stream;

/** Each library, and the terminal, is known in one room; and names say what a class is for. */
final class Libraries {
    private final String root;

    Libraries(String root) {
        this.root = root;
    }

    Stream<ArchRule> rules() {
        return Stream.of(stubs(), ssh(), terminal(), printing(), names());
    }

    ArchRule stubs() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".protocol..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".protocol.wire..")
                .as("generated stubs are imported only in protocol")
                .because("wire types change with the wire; everybody else speaks in core's records")
                .allowEmptyShould(true);
    }

    ArchRule ssh() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".ssh..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("net.schmizz..", "com.hierynomus..")
                .as("sshj is used only in ssh")
                .because("its races and deadlines are handled in one place, behind the port RemoteHost")
                .allowEmptyShould(true);
    }

    ArchRule terminal() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "org.jline..")
                .as("picocli and jline are used only in cli")
                .because("nothing that decides may know that there is a terminal: it sends events, and cli draws them")
                .allowEmptyShould(true);
    }

    ArchRule printing() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".cli..")
                .and()
                .doNotHaveSimpleName("DaemonMain")
                .and()
                .doNotHaveSimpleName("HeadMain")
                .should()
                .accessFieldWhere(describe("System.out or System.err", Libraries::isStandardStream))
                .as("only cli (and the two daemons' mains, for --version) prints")
                .because(
                        "stdout is the command's contract; a daemon's words belong in its log, where `cluster logs` finds them")
                .allowEmptyShould(true);
    }

    ArchRule names() {
        String nothingSaid = "(.*\\.Abstract[A-Z][^.]*|.*(Manager|Helper|Helpers|Util|Utils|Impl|Base))";
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".protocol.wire..")
                .should()
                .haveNameMatching(nothingSaid)
                .as("no class is called Manager, Helper, Util, Impl, Abstract or Base")
                .because("such a name says nothing of what the class does; name what it is for")
                .allowEmptyShould(true);
    }

    private static boolean isStandardStream(JavaFieldAccess access) {
        return access.getTargetOwner().isEquivalentTo(System.class)
                && Set.of("out", "err").contains(access.getTarget().getName());
    }
}
