package dev.muster.client.check;

import static dev.muster.client.check.Examples.context;
import static dev.muster.client.check.Examples.findings;
import static dev.muster.client.check.Examples.head;
import static dev.muster.client.check.Examples.lines;
import static dev.muster.client.check.Examples.withClock;
import static dev.muster.client.check.Examples.worker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.HostProbe.Answered;
import dev.muster.client.check.HostProbe.Failed;
import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.EnvironmentConfig.Conda;
import dev.muster.launcher.provider.CheckedHost;
import dev.muster.launcher.provider.RouteProblem;
import dev.muster.launcher.provider.RouteProblems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests each rule at its limits. */
class RulesTest {
    @Test
    void findsNothingOnGoodHosts() {
        assertThat(lines(findings(head(), worker(2), worker(3)))).isEmpty();
    }

    @Test
    void reportsEachCheckThatPasses() {
        List<Finding> all = Inspector.findings(new CheckInput(context(), List.of(head(), worker(2))));

        assertThat(all)
                .allMatch(finding ->
                        finding.severity() == Severity.OK && finding.fix().isEmpty());
        assertThat(all).extracting(Finding::check).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    }

    @Test
    void mergesEqualFindingsAndSortsBySeverity() {
        List<Finding> found = findings(head(), worker(2, "cgroup=1"), worker(3, "cgroup=1", "os=Darwin"));

        assertThat(lines(found))
                .containsExactly(
                        "problem system vm3: nodes need Linux, this host runs Darwin",
                        "note cgroups vm2,vm3: has no cgroup version 2, so the kernel cannot limit the resources of work");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arch=aarch64                    | problem system vm2: nodes need x86_64 so far, this host is aarch64",
                "glibc=glibc 2.16                | problem system vm2: has glibc 2.16, but nodes need glibc 2.17 or newer",
                "glibc=glibc 2.17                | ",
                "glibc=none                      | problem system vm2: has no glibc (Alpine uses musl), but nodes need glibc 2.17 or newer",
                "missing=tar gzip                | problem tools vm2: not installed: tar, gzip",
                "missing=ps                      | note tools vm2: not installed: ps",
                "root_disk.free_kib=409599       | problem disk vm2: only 400 MiB are free at /home/bob/.muster, 400 MiB are needed",
                "root_disk.free_kib=409600       | warning disk vm2: only 400 MiB are free at /home/bob/.muster, and logs and environments grow",
                "root_disk.free_kib=2097152      | ",
                "root_disk.free_inodes=1999      | problem disk vm2: almost no inodes are free at /home/bob/.muster",
                "root.fault=/x belongs to mallory | problem disk vm2: /x belongs to mallory",
                "root_disk.options=rw,noexec     | problem disk vm2: /home/bob is mounted noexec: no program can be started from there",
                "root_disk.writable=no           | problem disk vm2: /home/bob is not writable",
                "root_disk.type=nfs              | problem disk vm2: /home/bob is on a network file system (nfs), where nodes cannot keep their state",
                "tmp_disk.options=rw,noexec      | note disk vm2: /tmp is mounted noexec, so installers that start programs there fail",
                "tmp_disk.free_kib=102399        | warning disk vm2: /tmp is full (less than 100 MiB are free)",
                "lease_disk.writable=no          | problem disk vm2: /var/tmp is not writable, but a cluster keeps its lease there",
                "quota=/dev/vda1                 | problem disk vm2: the disk quota is used up on /dev/vda1",
                "memory_free_kib=153599          | warning memory vm2: only 150 MiB of memory are free, and Muster's own processes use up to 150 MiB",
                "memory_free_kib=153600          | ",
                "sshd.keys_file=.ssh/authorized_keys .ssh/authorized_keys2 | ",
                "sshd.keys_file=%h/.ssh/authorized_keys | ",
                "sshd.keys_file=/etc/ssh/keys/%u | problem authorized_keys vm2: sshd reads /etc/ssh/keys/%u, not /home/bob/.ssh/authorized_keys",
                "keys.writable=no                | problem authorized_keys vm2: /home/bob/.ssh/authorized_keys is not writable",
                "keys.immutable=yes              | problem authorized_keys vm2: /home/bob/.ssh/authorized_keys is immutable",
                "sshd.keys_command=/usr/bin/sss  | note authorized_keys vm2: sshd also gets keys from /usr/bin/sss; /home/bob/.ssh/authorized_keys is still used",
                "sshd.keys_command=none          | ",
                "sudo=password                   | problem sudo vm2: sudo asks for a password, but commands in the config file use it",
                "sudo=free                       | ",
                "cgroup.controllers=memory pids  | note cgroups vm2: has cgroup version 2, but cpu and memory are not delegated to bob",
                "kernel=5.15.0                   | note drift vm2: kernel 5.15.0 instead of 6.1.0 as on 2 of 3 hosts",
                "cpus=4                          | warning drift vm2: number of CPUs 4 instead of 8 as on 2 of 3 hosts",
                "memory_kib=8192000              | warning drift vm2: memory 8 GiB instead of 16 GiB as on 2 of 3 hosts",
                "memory_kib=16383000             | ",
                "python.version=Python 3.9.1     | warning drift vm2: python 3.9.1 instead of 3.11.2 as on 2 of 3 hosts",
                "machine_id=machine3             | warning identity vm2,vm3: have the same machine ID: machine3",
                "hostname=vm3                    | warning identity vm2,vm3: have the same host name: vm3",
                "reach=7373/10.0.0.1 silent      | problem way to the head vm2: gets no answer from 10.0.0.1 port 7373: a firewall drops the packets",
                "reach=7373/10.0.0.1 nameless    | problem way to the head vm2: cannot resolve the name of the head, 10.0.0.1",
            })
    void judgesOneFactOfOneHost(String fact, String expected) {
        // Of two facts about the same port, the last one counts, so it has to be replaced.
        Answered changed = worker(2, fact.strip());
        List<String> found =
                lines(findings(head(), fact.startsWith("reach") ? reaching(changed, fact) : changed, worker(3)));

        assertThat(found).isEqualTo(expected == null ? List.of() : List.of(expected.strip()));
    }

    private static Answered reaching(Answered host, String fact) {
        CheckFacts parsed = CheckFacts.parse(CheckFacts.FIRST_LINE + "\n" + fact + "\nend=yes\n")
                .orElseThrow();
        CheckFacts all = host.facts();
        return new Answered(
                host.member(),
                new CheckFacts(all.values(), all.packages(), all.folders(), all.processes(), parsed.reached(), true),
                host.clock(),
                host.newKey());
    }

    @Test
    void namesTheCommandThatOpensTheHeadsFirewall() {
        Answered blocked = reaching(worker(2), "reach=7373/10.0.0.1 silent");

        assertThat(findings(head("firewall=firewalld"), blocked).getFirst().fix())
                .isEqualTo(
                        "on the head, run: sudo firewall-cmd --permanent --add-port=7373/tcp && sudo firewall-cmd --reload");
        assertThat(findings(head("firewall=ufw"), blocked).getFirst().fix()).endsWith("sudo ufw allow 7373/tcp");
        assertThat(findings(head(), blocked).getFirst().fix())
                .endsWith("iptables -I INPUT -p tcp --dport 7373 -j ACCEPT");
    }

    @Test
    void aWorkerThatTheHeadCannotReachIsAProblem() {
        Answered head = reaching(head(), "reach=22/10.0.0.2 silent");

        assertThat(lines(findings(head, worker(2))))
                .containsExactly("problem way from the head vm2: the head gets no answer from its SSH port 22");
    }

    @Test
    void aWorkerAtALoopbackAddressIsAProblemUnlessTheHeadIsOnThisMachine() {
        RouteProblem problem = new RouteProblem("127.0.0.1 is a loopback address", "give it an address");
        RouteProblems routes = new RouteProblems("boot1pid4026531836", Map.of(), Map.of("vm2", problem));
        CheckContext context =
                new CheckContext(context().config(), Optional.empty(), Examples.HEAD, routes, Optional.empty());
        Answered head = reaching(head("process_space=pid:[4026531000]"), "reach=22/10.0.0.2 refused");
        Answered headHere = head("process_space=pid:[4026531836]");

        assertThat(findings(context, head, worker(2)))
                .containsExactly(new Finding(
                        Severity.PROBLEM,
                        "address",
                        List.of("vm2"),
                        "127.0.0.1 is a loopback address",
                        "give it an address"));
        assertThat(findings(context, headHere, worker(2))).isEmpty();
    }

    @Test
    void behindAJumpHostOnlyThePortOfTheJumpHostCounts() {
        CheckedHost behind = new CheckedHost(
                "vm2", "worker", false, "10.0.0.2", 22, Optional.of(new CheckedHost.Dialled("10.9.9.9", 2222)));
        Answered worker = new Answered(behind, worker(2).facts(), Optional.of(Duration.ZERO), Optional.empty());

        assertThat(findings(reaching(head(), "reach=2222/10.9.9.9 open"), worker))
                .isEmpty();
        assertThat(lines(findings(reaching(head(), "reach=2222/10.9.9.9 silent"), worker)))
                .containsExactly(
                        "problem way from the head vm2: the head gets no answer from port 2222 of its head_proxy_jump, 10.9.9.9");
    }

    @Test
    void theHeadsPortMayBeUsedByAnotherProgram() {
        assertThat(lines(findings(head("listening=0016 1CCD"))))
                .containsExactly(
                        "note head port vm1: port 7373 is used by another program; the head will use the next free port");
    }

    @Test
    void sshdWithoutForwardingIsAProblemOnTheHeadOnly() {
        assertThat(lines(findings(head("sshd.forwarding=no"), worker(2, "sshd.forwarding=no"))))
                .singleElement()
                .asString()
                .startsWith("problem forwarding vm1: sshd does not forward connections");
    }

    @Test
    void aCheckThatCouldNotBeTriedDoesNotPass() {
        Failed dead = new Failed(head().member(), "vm1: Connection refused", "");

        assertThat(lines(findings(dead, reaching(worker(2), "reach=7373/10.0.0.1 silent"))))
                .containsExactly(
                        "problem connect vm1: Connection refused",
                        "note way to the head vm2: could not be tried, because the head's host was not checked",
                        "note way from the head vm2: could not be tried, because the head's host was not checked");
    }

    @Nested
    class Clocks {
        @Test
        void fiveSecondsPassAndMoreDoNot() {
            Answered fine = withClock(worker(2), Duration.ofSeconds(5));
            Answered late = withClock(worker(3), Duration.ofMillis(-5001));

            assertThat(lines(findings(head(), fine, late)))
                    .containsExactly("warning clock vm3: is 5 s behind the median of all hosts");
        }

        @Test
        void comparesWithTheMedianAndNotWithThisMachine() {
            Duration hour = Duration.ofHours(1);

            assertThat(findings(withClock(head(), hour), withClock(worker(2), hour)))
                    .isEmpty();
        }

        @Test
        void almostADayMakesCertificatesInvalid() {
            assertThat(lines(findings(
                            head(), withClock(worker(2), Duration.ofHours(23).plusSeconds(1)), worker(3))))
                    .containsExactly(
                            "problem clock vm2: is 23 h ahead of the median of all hosts, so certificates will not be valid");
        }
    }

    @Nested
    class OtherClusters {
        private final String[] lease = {
            "lease.cluster=bench",
            "lease.cluster_id=00aa",
            "lease.owner=eve",
            "lease.head=10.9.9.9:7373",
            "lease.since=2026-01-01"
        };

        @Test
        void aLeaseOfAnotherClusterNamesItsHolder() {
            assertThat(lines(findings(head(), worker(2, lease))))
                    .containsExactly(
                            "problem lease vm2: is held by cluster bench of eve (head 10.9.9.9:7373, since 2026-01-01)");
        }

        @Test
        void whatIsNoLeaseIsNamedWithItsOwner() {
            List<Finding> found = findings(head(), worker(2, "lease.stranger=mallory"));

            assertThat(lines(found))
                    .containsExactly("problem lease vm2: /var/tmp/muster-lease is no lease of a cluster;"
                            + " mallory put it there");
            assertThat(found.getFirst().fix()).endsWith("sudo rm -r /var/tmp/muster-lease");
        }

        @Test
        void mergesAllHostsOfOneHolder() {
            Answered later = worker(3, lease[0], lease[1], lease[2], lease[3], "lease.since=2026-01-02");

            List<Finding> found = findings(head(), later, worker(2, lease));

            assertThat(lines(found))
                    .containsExactly(
                            "problem lease vm3,vm2: is held by cluster bench of eve (head 10.9.9.9:7373, since 2026-01-01)");
            assertThat(found.getFirst().fix())
                    .contains("cluster down -n bench")
                    .endsWith("cluster up -n lab --take-over vm3 --take-over vm2");
        }

        @Test
        void downClearsAnEarlierClusterOfTheSameName() {
            Answered left = worker(2, "lease.cluster=lab", "lease.cluster_id=00aa");

            assertThat(findings(head(), left).getFirst().fix()).endsWith("run: cluster down -n lab");
        }

        @Test
        void theHoldersFolderAndProcessesAreNotSeparateFindings() {
            Answered held =
                    worker(2, lease[0], lease[1], lease[2], lease[3], lease[4], "folder=00aa bench", "process=00aa");

            assertThat(findings(head(), held)).hasSize(1);
        }

        @Test
        void aRunningClusterIsNoLeftover() {
            assertThat(lines(findings(head(), worker(2, "folder=00aa bench", "process=00aa"))))
                    .containsExactly("note leftovers vm2: cluster bench is up on this host too");
        }

        @Test
        void aFolderWithoutALeaseIsALeftover() {
            assertThat(lines(findings(head(), worker(2, "folder=00aa bench"))))
                    .containsExactly(
                            "warning leftovers vm2: has a leftover folder of cluster bench: /home/bob/.muster/bench");
        }

        @Test
        void processesOfSeveralClustersAreOneNote() {
            assertThat(lines(findings(head(), worker(2, "process=00cc", "process=00aa"))))
                    .containsExactly("note leftovers vm2: processes of 2 other clusters are running (IDs 00aa, 00cc)");
        }

        @Test
        void processesAloneAreANote() {
            assertThat(lines(findings(head(), worker(2, "process=00aa"))))
                    .containsExactly("note leftovers vm2: processes of another cluster are running (ID 00aa)");
        }
    }

    @Nested
    class WhileTheClusterRuns {
        private final Answered head = head(
                "folder=00bb lab",
                "process=00bb",
                "lease.cluster=lab",
                "lease.cluster_id=00bb",
                "head_port=7374",
                "listening=1CCD 1CCE");

        @Test
        void findsNothingAboutTheClusterItself() {
            Answered worker = reaching(
                    worker(
                            2,
                            "folder=00bb lab",
                            "process=00bb",
                            "lease.cluster=lab",
                            "lease.cluster_id=00bb",
                            "root_disk.free_kib=300000000"),
                    "reach=7374/10.0.0.1 open");

            assertThat(lines(findings(head, worker))).isEmpty();
        }

        @Test
        void workersMustReachThePortOnWhichTheHeadListens() {
            Answered worker = reaching(worker(2), "reach=7374/10.0.0.1 refused");

            assertThat(lines(findings(head, worker)))
                    .containsExactly(
                            "problem way to the head vm2: gets a refused connection from 10.0.0.1 port 7374, although the head listens there");
        }

        @Test
        void theStoredClusterIdCountsIfTheHeadLostItsFolder() {
            CheckContext known = new CheckContext(
                    context().config(), Optional.empty(), Examples.HEAD, RouteProblems.NONE, Optional.of("00bb"));

            assertThat(findings(known, head(), worker(2, "lease.cluster=lab", "lease.cluster_id=00bb")))
                    .isEmpty();
        }
    }

    @Nested
    class Machines {
        @Test
        void oneMachineUnderTwoNamesIsAProblem() {
            Answered again = worker(3, "machine_id=machine2", "boot_id=boot2", "hostname=vm2");

            assertThat(lines(findings(head(), worker(2), again)))
                    .containsExactly("problem identity vm3: is the same machine as vm2");
        }

        @Test
        void hostsWithoutAMachineIdAreDifferent() {
            assertThat(findings(head("machine_id="), worker(2, "machine_id="))).isEmpty();
        }

        @Test
        void hostsWithTheSameNetworkFolderShareTheirHome() {
            String[] home = {"home.source=nfs4 nas:/home /", "home.stat=52 99 1.1"};

            assertThat(lines(findings(
                            head(),
                            worker(2, home),
                            worker(3, "home.source=nfs4 10.0.0.99:/home /", "home.stat=77 99 1.1"))))
                    .containsExactly(
                            "note home vm2,vm3: share one home, /home/bob (nfs4 nas:/home); nodes keep their state in /home/bob/.muster");
        }

        /** Two virtual machines of one image have the same device, inode and time of change. */
        @Test
        void copiesOfOneImageDoNotShareTheirHome() {
            String stat = "home.stat=64768 12 1700000000.000000001";

            assertThat(findings(head(stat), worker(2, stat))).isEmpty();
            assertThat(findings(head(stat, "home.kernel=1"), worker(2, stat, "home.kernel=1")))
                    .hasSize(1);
        }

        @Test
        void aLogoutThatEndsProcessesIsAProblemWithoutLinger() {
            String[] kills = {"kill_user_processes=yes", "systemd=yes"};

            assertThat(lines(findings(head(), worker(2, kills))))
                    .containsExactly(
                            "problem logout vm2: systemd ends all processes of bob at logout (KillUserProcesses)");
            assertThat(findings(head(), worker(2, kills[0], kills[1], "linger=yes")))
                    .isEmpty();
            assertThat(findings(head(), worker(2, kills[0], kills[1], "uid=0"))).isEmpty();
        }
    }

    @Nested
    class Environments {
        private CheckContext conda(Optional<String> file) {
            Conda conda = new Conda(Optional.of("automl"), Optional.empty(), file, Optional.empty());
            return context(Examples.config(
                    EnvironmentConfig.of(Optional.of(conda), Optional.empty(), Optional.empty(), Map.of()),
                    AuthConfig.NONE,
                    List.of()));
        }

        @Test
        void noCondaIsAProblem() {
            assertThat(lines(findings(
                            conda(Optional.empty()),
                            head("conda.tool=/opt/conda/bin/conda", "environment.there=yes"),
                            worker(2))))
                    .containsExactly("problem environment vm2: no conda, mamba or micromamba was found");
        }

        @Test
        void aMissingEnvironmentWithoutAFileIsAProblem() {
            Answered bare = worker(2, "conda.tool=/opt/conda/bin/conda");
            Answered goodHead = head("conda.tool=/opt/conda/bin/conda", "environment.there=yes");

            assertThat(lines(findings(conda(Optional.empty()), goodHead, bare)))
                    .containsExactly("problem environment vm2: the conda environment automl does not exist");
            assertThat(lines(findings(conda(Optional.of("e.yml")), goodHead, bare)))
                    .containsExactly(
                            "note environment vm2: the conda environment automl does not exist yet; 'cluster up' creates it");
        }

        @Test
        void namesDifferentPackagesWithTheirFix() {
            String[] good = {"package.conda=numpy 1.26.4", "package.pip=ray 2.9.0", "environment=/opt/e"};
            Answered odd = worker(3, "package.conda=numpy 1.25.0", "package.pip=extra 1", "environment=/opt/e");

            List<Finding> found = findings(head(good), worker(2, good), odd);

            assertThat(lines(found))
                    .containsExactly(
                            "warning packages vm3: 3 packages differ: extra 1, which the others do not have, numpy 1.25.0 instead of 1.26.4, ray missing instead of 2.9.0");
            assertThat(found.getFirst().fix())
                    .startsWith("run: /opt/e/bin/python -m pip install 'numpy==1.26.4' 'ray==2.9.0'");
        }
    }

    @Nested
    class Connections {
        private final CheckedHost member = new CheckedHost("vm2", "worker", false, "10.0.0.2", 22);

        @Test
        void hasTheMessageOfUpAndSaysWhereTheNameLeads() {
            Failed failed = new Failed(
                    member, "vm2 (bob@10.0.0.2): Connection refused", "is the machine up, and its SSH port open?");

            Finding found = findings(head(), failed).getFirst();

            assertThat(found.text()).isEqualTo("Connection refused (bob@10.0.0.2)");
            assertThat(found.fix()).isEqualTo("is the machine up, and its SSH port open?");
        }

        @Test
        void mergesEqualFailuresOfSeveralHosts() {
            CheckedHost other = new CheckedHost("vm3", "worker", false, "10.0.0.3", 22);
            Failed one = new Failed(member, "vm2 (10.0.0.2:22): authentication failed", "try: ssh bob@10.0.0.2");
            Failed two = new Failed(other, "vm3 (10.0.0.3:22): authentication failed", "try: ssh bob@10.0.0.3");

            assertThat(findings(head(), one, two))
                    .containsExactly(new Finding(
                            Severity.PROBLEM,
                            "connect",
                            List.of("vm2", "vm3"),
                            "authentication failed (10.0.0.2:22, 10.0.0.3:22)",
                            "try: ssh bob@HOST"));
        }

        @Test
        void findsCommandsThatUseSudo() {
            CheckContext with = context(
                    Examples.config(EnvironmentConfig.NONE, AuthConfig.NONE, List.of("echo a && sudo apt-get update")));
            CheckContext without = context(Examples.config(
                    EnvironmentConfig.NONE, AuthConfig.NONE, List.of("echo pseudo x > /etc/sudoers.bak")));

            assertThat(with.usesSudo(member)).isTrue();
            assertThat(without.usesSudo(member)).isFalse();
        }

        @Test
        void aConfiguredKeyNeedsNoAuthorizedKeys() {
            AuthConfig given = new AuthConfig(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("~/.ssh/k"),
                    AuthConfig.HostKeys.ACCEPT_NEW);

            assertThat(findings(
                            context(Examples.config(EnvironmentConfig.NONE, given, List.of())),
                            head(),
                            worker(2, "keys.writable=no")))
                    .isEmpty();
        }
    }
}
