package dev.muster.benchmarks.scale;

import ch.qos.logback.classic.Level;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.control.ConfigSubmission;
import dev.muster.core.control.ConfigSubmission.Mode;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.event.Event;
import dev.muster.protocol.ControlClient;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.identity.IdentityRequest;
import dev.muster.protocol.identity.KeyPairs;
import dev.muster.protocol.identity.Pem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/**
 * {@code HeadScale FOLDER PID FIRST MOST}: puts FIRST and then MOST simulated daemons onto the {@link ScaleHead} in FOLDER, lets them turn busy and idle, fail
 * and return, and prints what the head took for it: its own process alone is counted.
 */
public final class HeadScale {
    private static final Duration HELD = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int STEP = 500;

    private record Bench(String name, double value, String unit, double bar) {}

    private final Path folder;
    private final ProcessUsage process;
    private final ControlClient control;
    private final Crowd crowd;
    private final List<Bench> benches = new ArrayList<>();

    private HeadScale(Path folder, long pid) throws Exception {
        this.folder = folder;
        this.process = new ProcessUsage(pid);
        Path endpoint = ScaleHead.place(folder).folder().resolve("endpoint.json");
        while (!Files.exists(endpoint)) {
            Thread.sleep(50);
        }
        int port = Integer.parseInt(Files.readString(endpoint).replaceAll("(?s).*\"port\": *([0-9]+).*", "$1"));
        InetSocketAddress head = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.control = ControlClient.open(head, operator());
        this.crowd = new Crowd(head, control);
        Thread.ofPlatform().daemon().start(this::watch);
    }

    public static void main(String[] arguments) throws Exception {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("ROOT")).setLevel(Level.WARN);
        HeadScale scale = new HeadScale(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        int first = Integer.parseInt(arguments[2]);
        int most = Integer.parseInt(arguments[3]);
        scale.registers(first);
        for (int workers = first; workers < most; ) {
            workers = Math.min(most, workers + STEP);
            scale.grow(workers);
        }
        scale.holds(most);
        scale.turnsBusyAndIdle(most / 10);
        scale.failsAndReturns(most / 10);
        scale.print();
        System.exit(0);
    }

    private void watch() {
        try {
            control.watch(0, event -> {
                crowd.heard(event);
                return true;
            });
        } catch (InterruptedException | RuntimeException e) {
            System.err.println("no events any more: " + e);
        }
    }

    /** As the command line does it: a request in the desk's folder, a certificate beside it. */
    private Identity operator() throws Exception {
        KeyPair pair = KeyPairs.make();
        Path desk = ScaleHead.place(folder).control().resolve("operators");
        while (!Files.isDirectory(desk)) {
            Thread.sleep(50);
        }
        Path draft = desk.resolve("aabbccddeeff0011.draft");
        CertificateSubject.Operator me = new CertificateSubject.Operator(ScaleHead.CLUSTER_ID, "me@here");
        Files.writeString(draft, "me@here\n" + IdentityRequest.make(pair, me).line() + "\n");
        Files.move(draft, desk.resolve("aabbccddeeff0011.request"));
        Path answer = desk.resolve("aabbccddeeff0011.certificate");
        while (!Files.exists(answer)) {
            Thread.sleep(50);
        }
        List<X509Certificate> chain = Pem.certificates(Files.readString(answer));
        return new Identity(pair.getPrivate(), chain, chain.getLast());
    }

    private void registers(int workers) throws Exception {
        double cpu = process.cpuSeconds();
        double seconds = grow(workers);
        bench("head_registered_" + workers + "_s", seconds, "s", 30);
        bench("head_cpu_per_registration_ms", (process.cpuSeconds() - cpu) * 1000 / workers, "ms", 0);
    }

    private double grow(int workers) throws Exception {
        long begun = System.nanoTime();
        control.apply(new ConfigSubmission(config(workers), ConfigInputs.NONE, "scale", Mode.DRAIN_FIRST));
        await("ready: " + workers, () -> crowd.ready() >= workers);
        double seconds = (System.nanoTime() - begun) / 1e9;
        say(
                "%d ready after %.1f s; head %.0f MB, %.1f s of CPU",
                workers, seconds, process.residentMegabytes(), process.cpuSeconds());
        return seconds;
    }

    private static String config(int workers) {
        return """
                cluster_name: scale
                provider: {type: process}
                max_workers: %d
                idle_timeout_minutes: 60
                head_node_type: head
                available_node_types:
                  head: {resources: {CPU: 0}}
                  worker: {resources: {CPU: 4}, min_workers: %d, max_workers: %d}
                """.formatted(workers, workers, workers);
    }

    private void holds(int workers) throws Exception {
        Thread.sleep(10_000);
        double cpu = process.cpuSeconds();
        long written = process.bytesWritten();
        long journal = lastLine();
        long begun = System.nanoTime();
        List<Double> answers = new ArrayList<>();
        double askingCpu = 0;
        while (System.nanoTime() - begun < HELD.toNanos()) {
            Thread.sleep(3_000);
            double before = process.cpuSeconds();
            long asked = System.nanoTime();
            int shown = control.status().nodes().size();
            answers.add((System.nanoTime() - asked) / 1e6);
            askingCpu += process.cpuSeconds() - before;
            if (shown < workers) {
                throw new IllegalStateException("status shows only " + shown + " nodes");
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double used = process.cpuSeconds() - cpu;
        answers.sort(null);
        bench("head_held_" + workers + "_cpus", used / seconds, "CPUs", 0.5);
        bench("head_status_cpu_ms", askingCpu * 1000 / answers.size(), "ms", 0);
        bench("head_held_" + workers + "_rss_mb", process.residentMegabytes(), "MB", 500);
        bench("head_most_rss_mb", process.mostResidentMegabytes(), "MB", 500);
        bench("head_status_median_ms", answers.get(answers.size() / 2), "ms", 1000);
        bench("head_status_longest_ms", answers.getLast(), "ms", 2000);
        bench("head_written_while_held_kb", (process.bytesWritten() - written) / 1000.0, "kB", 0);
        bench("head_journal_lines_while_held", lastLine() - journal, "", 0);
        List<Long> turns = Files.readAllLines(folder.resolve("turns")).stream()
                .map(Long::valueOf)
                .toList();
        List<Long> held = turns.subList(Math.max(0, turns.size() - 25), turns.size()).stream()
                .sorted()
                .toList();
        bench("head_turn_median_ms", held.get(held.size() / 2), "ms", 0);
        bench("head_turn_longest_ms", held.getLast(), "ms", 0);
    }

    private long lastLine() {
        return control.journal(new JournalQuery(EnumSet.allOf(Event.Kind.class), Optional.empty(), 1))
                .getLast()
                .sequence();
    }

    private void turnsBusyAndIdle(int count) throws Exception {
        List<SimulatedDaemon> some = crowd.some(count);
        long begun = System.nanoTime();
        some.forEach(daemon -> daemon.busy(true));
        await("busy: " + count, () -> busy() >= count);
        some.forEach(daemon -> daemon.busy(false));
        await("idle again", () -> busy() == 0);
        bench("head_" + count + "_busy_and_idle_s", (System.nanoTime() - begun) / 1e9, "s", 10);
    }

    private long busy() {
        return control.status().nodes().stream()
                .filter(node -> !node.name().isHead())
                .filter(node -> node.idle().isEmpty())
                .count();
    }

    /** Half of them come back by themselves, the other half never: the head gives those up and makes others. */
    private void failsAndReturns(int count) throws Exception {
        int all = crowd.ready();
        List<SimulatedDaemon> some = crowd.some(count);
        long begun = System.nanoTime();
        some.forEach(SimulatedDaemon::fail);
        some.subList(0, count / 2).forEach(SimulatedDaemon::connect);
        await("some are given up", () -> crowd.ready() < all || crowd.lost() > 0);
        await("all are ready again", () -> crowd.ready() >= all);
        bench("head_" + count + "_failed_and_made_up_s", (System.nanoTime() - begun) / 1e9, "s", 60);
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + LIMIT + ": " + what);
            }
            Thread.sleep(100);
        }
    }

    private void bench(String name, double value, String unit, double bar) {
        benches.add(new Bench(name, value, unit, bar));
        say("%-40s %10.2f %s", name, value, unit);
    }

    private static void say(String format, Object... words) {
        System.err.printf(Locale.ROOT, format + "%n", words);
    }

    private void print() {
        System.out.printf(Locale.ROOT, "%-40s %10s %-5s %8s%n", "bench", "value", "", "bar");
        for (Bench one : benches) {
            String bar = one.bar() == 0 ? "" : String.format(Locale.ROOT, "%.1f", one.bar());
            String verdict = one.bar() == 0 ? "" : one.value() <= one.bar() ? "met" : "missed";
            System.out.printf(
                    Locale.ROOT, "%-40s %10.2f %-5s %8s  %s%n", one.name(), one.value(), one.unit(), bar, verdict);
        }
        for (Bench one : benches) {
            String bar = one.bar() == 0 ? "null" : String.format(Locale.ROOT, "%.1f", one.bar());
            System.out.printf(
                    Locale.ROOT,
                    "{\"bench\": \"%s\", \"value\": %.2f, \"unit\": \"%s\", \"bar\": %s}%n",
                    one.name(),
                    one.value(),
                    one.unit(),
                    bar);
        }
    }
}
