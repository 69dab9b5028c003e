package dev.muster.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.Resources;
import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.failure.UserError;
import dev.muster.ssh.LocalUser;
import dev.muster.ssh.SshTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of a host come from the cluster file, then from the ssh configuration, then from defaults. */
@SuppressWarnings("NullAway.Init")
class SshTargetResolverTest {
    @TempDir
    private Path home;

    private final List<String> warnings = new ArrayList<>();
    private final List<HostConfig> clusterHosts = new ArrayList<>();

    @Test
    void usesTheFirstValueOfASetting() throws IOException {
        SshTarget target = resolve("vm1", """
                Host vm1
                  HostName 10.0.0.%h
                  User bob
                Host *
                  User nobody
                  Port=2222
                """);
        assertThat(target.address()).isEqualTo("10.0.0.vm1");
        assertThat(target.user()).isEqualTo("bob");
        assertThat(target.port()).isEqualTo(2222);
        assertThat(target.name()).isEqualTo("vm1");
    }

    @Test
    void prefersTheClusterFile() throws IOException {
        write("config", "Host *\n User bob\n Port 1\n IdentityFile ~/other\n ProxyJump gw\n");
        HostConfig host =
                host("vm1", Optional.of("alice"), OptionalInt.of(22), Optional.of("~/lab"), Optional.of("joe@gw2:23"));
        SshTarget target = targets(AuthConfig.NONE).resolve(host);
        assertThat(target.user()).isEqualTo("alice");
        assertThat(target.port()).isEqualTo(22);
        assertThat(target.keys().files()).containsExactly(home.resolve("lab"));
        assertThat(target.keys().only()).isTrue();
        assertThat(jumps(target)).extracting(SshTarget::toString).containsExactly("joe@gw2:23");
    }

    @Test
    void supportsNegatedPatterns() throws IOException {
        String config = "Host vm? !vm3\n Port 5\n";
        assertThat(resolve("vm1", config).port()).isEqualTo(5);
        assertThat(resolve("vm3", config).port()).isEqualTo(22);
        assertThat(resolve("vm10", config).port()).isEqualTo(22);
    }

    @Test
    void matchesHostAfterHostNameWasApplied() throws IOException {
        String config = """
                Host alias
                  HostName real.lab
                Match host *.lab
                  User lab
                Match originalhost alias
                  Port 7
                Match all
                  IdentitiesOnly yes
                """;
        SshTarget target = resolve("alias", config);
        assertThat(target.user()).isEqualTo("lab");
        assertThat(target.port()).isEqualTo(7);
        assertThat(target.keys().only()).isTrue();
    }

    @Test
    void warnsOnceOfASettingThatIsNotSupported() throws IOException {
        write("config", "KnownHostsCommand /bin/keys\nGSSAPIAuthentication yes\nHost vm2\n BindInterface eth1\n");
        SshTargetResolver targets = targets(AuthConfig.NONE);
        targets.resolve(plain("vm1"));
        targets.resolve(plain("vm3"));
        assertThat(warnings)
                .containsExactly("vm1: your ssh configuration sets KnownHostsCommand, which is not supported");
    }

    @Test
    void appliesTheConditionAroundAnInclude() throws IOException {
        write("conf.d/b", "Host vm2\n Port 2\n");
        write("conf.d/a", "Port 1\n");
        SshTarget target = resolve("vm1", "Host vm1\n Include conf.d/*\nHost *\n Port 3\n");
        assertThat(target.port()).isEqualTo(1);
        assertThat(resolve("vm2", "Host vm1\n Include conf.d/*\nHost *\n Port 3\n")
                        .port())
                .isEqualTo(3);
    }

    @Test
    void refusesAFileThatIncludesItself() {
        assertThatThrownBy(() -> resolve("vm1", "Include config\n")).isInstanceOf(UserError.class);
    }

    @Test
    void collectsIdentityFilesAndExpandsTokens() throws IOException {
        SshTarget target = resolve(
                "vm1", "IdentityFile ~/.ssh/%r@%n\nIdentityFile \"%d/my keys/a\"\nUser bob\nIdentityAgent ${SOCK}\n");
        assertThat(target.keys().files()).containsExactly(home.resolve(".ssh/bob@vm1"), home.resolve("my keys/a"));
        assertThat(target.keys().agent()).isEqualTo(Optional.of(Path.of("/run/agent")));
    }

    @Test
    void usesTheAgentOfTheEnvironmentUnlessItIsDisabled() throws IOException {
        assertThat(resolve("vm1", "").keys().agent()).isEqualTo(Optional.of(Path.of("/run/default")));
        assertThat(resolve("vm1", "IdentityAgent none\n").keys().agent()).isEmpty();
    }

    @Test
    void resolvesEachHostOfAJumpChain() throws IOException {
        SshTarget target = resolve(
                "vm1", "Host vm1\n ProxyJump a,b\nHost a\n HostName a.example\n ProxyJump outer\nHost b\n Port 23\n");
        List<SshTarget> chain = jumps(target);
        assertThat(chain).extracting(SshTarget::address).containsExactly("a.example", "b");
        assertThat(jumps(chain.get(0))).extracting(SshTarget::address).containsExactly("outer");
        assertThat(jumps(chain.get(1))).extracting(SshTarget::address).containsExactly("a.example");
    }

    /** Unlike {@code ssh -i}: users expect that a key that the file names once is enough. */
    @Test
    void offersAJumpHostTheKeyOfTheFileBesideTheUsersKeys() throws IOException {
        AuthConfig auth = new AuthConfig(
                Optional.of("lab"),
                Optional.of("~/cluster"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                AuthConfig.NONE.hostKeys());
        HostConfig host =
                host("vm1", Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.of("plain,own"));
        write("config", "Host own\n IdentityFile ~/mine\n");
        write("id_ed25519", "a key");
        SshTarget target = targets(auth).resolve(host);
        assertThat(target.keys().files()).containsExactly(home.resolve("cluster"));
        assertThat(target.user()).isEqualTo("lab");
        SshTarget plain = jumps(target).get(0);
        assertThat(plain.keys().files()).containsExactly(home.resolve("cluster"), home.resolve(".ssh/id_ed25519"));
        assertThat(plain.keys().only()).isFalse();
        assertThat(plain.user()).isEqualTo("me");
        assertThat(jumps(target).get(1).keys().files()).containsExactly(home.resolve("mine"), home.resolve("cluster"));
    }

    @Test
    void reachesAJumpHostOfTheFileAsTheFileSays() throws IOException {
        clusterHosts.add(host("vm2", Optional.of("joe"), OptionalInt.of(2222), Optional.of("~/k2"), Optional.empty()));
        SshTargetResolver targets = targets(AuthConfig.NONE);
        SshTarget jump = targets.jumps("vm2").getFirst();
        assertThat(jump).hasToString("joe@vm2:2222");
        assertThat(jump.keys().files()).containsExactly(home.resolve("k2"));
        assertThat(targets.jumps("ann@vm2:23").getFirst()).hasToString("ann@vm2:23");
    }

    @Test
    void refusesJumpHostsThatFormALoop() {
        assertThatThrownBy(() -> resolve("a", "Host a\n ProxyJump b\nHost b\n ProxyJump a\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("loop");
    }

    /** Names of hosts that left the file come from the head. */
    @Test
    void refusesAHostNameThatAShellWouldInterpretInAProxyCommand() {
        assertThatThrownBy(() -> resolve("vm1", "Host *\n HostName a,b\n ProxyCommand nc %h %p\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be used in a proxy command");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x;touch y;", "$(id)", "a b", "-oProxyCommand=id", "a|b", "a\"b", "a'b", "a\\b", "a\u0007b"})
    void refusesAHostNameAsSshDoesBeforeACommandGetsIt(String name) {
        assertThatThrownBy(() -> resolve(name, "Match exec \"touch %n\"\n User eve\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("ssh accepts in no host name");
    }

    /** A gateway that forwards from one account to another on the same host. */
    @Test
    void aHostMayBeReachedThroughAnotherLoginToIt() throws IOException {
        HostConfig host =
                host("vm", Optional.empty(), OptionalInt.of(9), Optional.empty(), Optional.of("al@corp.example@vm:9"));
        clusterHosts.add(host);
        SshTarget target = targets(AuthConfig.NONE).resolve(host);
        assertThat(jumps(target)).extracting(SshTarget::toString).containsExactly("al@corp.example@vm:9");
    }

    @Test
    void expandsTokensInAProxyCommand() throws IOException {
        SshTarget target = resolve("vm1", "ProxyCommand nc -x %% %h %p\nPort 24\nHostName ten\n");
        assertThat(target.route()).isEqualTo(new SshTarget.Route.Command("nc -x % ten 24"));
    }

    /** Only a proxy command passes the name to a shell. */
    @ParameterizedTest
    @ValueSource(strings = {"o'brien", "a b", "$(id)", "x;id", "a&b", "DOMAIN\\\\bob"})
    void refusesALoginNameWithShellCharactersInAProxyCommand(String user) {
        assertThatThrownBy(() -> resolve("vm1", "User \"" + user + "\"\nProxyCommand nc -l %r %h\n"))
                .hasMessageContaining("cannot be used in a proxy command");
    }

    @Test
    void acceptsSpecialCharactersInALoginName() throws IOException {
        SshTarget target = resolve("vm1", "User \"o'brien $x\"\nProxyCommand nc %h\n");
        assertThat(target.user()).isEqualTo("o'brien $x");
    }

    @Test
    void readsTheSettingsOfHostKeys() throws IOException {
        SshTarget target =
                resolve("vm1", "UserKnownHostsFile ~/kh \"/etc/k h\"\nStrictHostKeyChecking yes\nHostKeyAlias lab\n");
        assertThat(target.hostKeys().files()).startsWith(home.resolve("kh"), Path.of("/etc/k h"));
        assertThat(target.hostKeys().strict()).isTrue();
        assertThat(target.knownHostsName()).isEqualTo("lab");
        assertThat(resolve("vm1", "StrictHostKeyChecking no\n").hostKeys().strict())
                .isFalse();
    }

    @Test
    void usesDefaultsWithoutAnyConfiguration() {
        SshTarget target = targets(AuthConfig.NONE).resolve(plain("vm1"));
        assertThat(target.user()).isEqualTo("me");
        assertThat(target.keys().files()).contains(home.resolve(".ssh/id_ed25519"));
        assertThat(target.route()).isEqualTo(new SshTarget.Route.Direct());
        assertThat(warnings).isEmpty();
    }

    private SshTarget resolve(String host, String config) throws IOException {
        write("config", config);
        return targets(AuthConfig.NONE).resolve(plain(host));
    }

    private SshTargetResolver targets(AuthConfig auth) {
        LocalUser user = new LocalUser(home, "me", Map.of("SSH_AUTH_SOCK", "/run/default", "SOCK", "/run/agent"));
        EffectiveConfig config = new EffectiveConfig(
                user,
                Optional.empty(),
                List.of(new EffectiveConfig.Source(home.resolve(".ssh/config"), SshConfigReader.Owner.USER)));
        return new SshTargetResolver(config, auth, user, warnings::add, clusterHosts);
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(".ssh").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<SshTarget> jumps(SshTarget target) {
        return ((SshTarget.Route.Jumps) target.route()).hosts();
    }

    private static HostConfig plain(String name) {
        return host(name, Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    private static HostConfig host(
            String name, Optional<String> user, OptionalInt port, Optional<String> key, Optional<String> jump) {
        return new HostConfig(name, user, port, key, jump, Optional.empty(), "worker", Resources.NONE, Map.of());
    }
}
