package dev.muster.launcher.provider.local.state;

import dev.muster.core.config.AuthConfig.HostKeys;
import dev.muster.ssh.SshTarget;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Records how the head reaches one host of the pool, and what the last probe found. {@code up} writes it and the head reads it, because the head has
 * no user's ssh configuration.
 *
 * @param host its name in the config
 * @param route the login on the host
 * @param jumps jump hosts from the head to the host, in order; empty if the head connects directly
 * @param root Muster's root folder on the host; empty if the host was never reached
 * @param cpus 0 if not known
 * @param memoryKib 0 if not known
 * @param note the cluster that holds it, or why it cannot be used; text for operators, which no code compares; otherwise empty
 * @param since when this state began
 * @param machine the same for names of one machine: its kernel's boot and its space of processes. Empty if not known
 * @param home the same for hosts that share a home folder: a random word from the head's authorized_keys line; empty if there is no such line
 */
public record PoolHostRecord(
        String host,
        SshRoute route,
        List<SshRoute> jumps,
        String root,
        int cpus,
        long memoryKib,
        State state,
        String note,
        Instant since,
        String home,
        String machine) {
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}_:.][\\p{L}\\p{N}_.:%-]{0,252}");
    private static final int FIELDS = 13;
    private static final int FIELDS_OF_A_JUMP = 4;
    /** Stands after the port. */
    private static final String STRICT = " strict";

    /** Creates a record of a host whose machine is not known. */
    public PoolHostRecord(
            String host,
            SshRoute route,
            List<SshRoute> jumps,
            String root,
            int cpus,
            long memoryKib,
            State state,
            String note,
            Instant since,
            String home) {
        this(host, route, jumps, root, cpus, memoryKib, state, note, since, home, "");
    }

    public PoolHostRecord {
        jumps = List.copyOf(jumps);
    }

    /**
     * {@code AUTHORISED}: the head may log in. {@code HELD}: another cluster holds the host. {@code NOT_ADMITTED}: the host answers, but refuses the
     * head's key. {@code FAILED}: the host was not reached, or cannot be a node. {@code LEFT}: the host left the config and nothing of the cluster is
     * on it any more.
     */
    public enum State {
        AUTHORISED,
        HELD,
        NOT_ADMITTED,
        FAILED,
        LEFT
    }

    /** Returns the record of a host that was not probed yet. */
    public static PoolHostRecord unprobed(SshTarget target, List<SshRoute> jumps) {
        return new PoolHostRecord(
                target.name(), SshRoute.to(target), jumps, "", 0, 0, State.FAILED, "", Instant.EPOCH, "");
    }

    /** Returns the same host with another state. */
    public PoolHostRecord withState(State newState, String newNote, Instant now) {
        return new PoolHostRecord(host, route, jumps, root, cpus, memoryKib, newState, newNote, now, home, machine);
    }

    /** Returns whether both have the same state for the same reason. */
    public boolean hasSameStateAs(PoolHostRecord other) {
        return withState(state, note, other.since).equals(withState(other.state, other.note, other.since));
    }

    /** Returns whether the head may log in. */
    public boolean isAuthorised() {
        return state == State.AUTHORISED;
    }

    /** Returns whether something of the cluster may be on the host: the head's authorized_keys line, or a node's folder. */
    public boolean mayHaveTraces() {
        return state != State.LEFT && !root.isEmpty();
    }

    /**
     * Returns whether both hosts share a home folder. Only the head's authorized_keys line decides, because only hosts that share a home have the
     * same one.
     */
    public boolean sharesHomeWith(PoolHostRecord other) {
        return !home.isEmpty() && home.equals(other.home);
    }

    /** Returns whether both names are of one machine. */
    public boolean isSameMachineAs(PoolHostRecord other) {
        return !machine.isEmpty() && machine.equals(other.machine) && !host.equals(other.host);
    }

    /** Returns the record of a host that cannot be used, because another name of the same machine is used already. */
    public PoolHostRecord asSecondNameOf(String other, Instant now) {
        return withState(State.FAILED, host + ": is the same machine as " + other + "; list it once", now);
    }

    /** Returns whether the head reaches both in the same way: same login, same jump hosts. */
    public boolean hasSameRouteAs(PoolHostRecord other) {
        return host.equals(other.host) && route.equals(other.route) && jumps.equals(other.jumps);
    }

    /** Returns the record as one line of tab-separated fields, with the jump hosts at its end. */
    public String toLine() {
        List<String> fields = new ArrayList<>(List.of(host));
        fields.addAll(fields(route));
        fields.addAll(List.of(
                root,
                Integer.toString(cpus),
                Long.toString(memoryKib),
                state.name(),
                note,
                Long.toString(since.getEpochSecond()),
                home,
                machine));
        jumps.forEach(jump -> fields.addAll(fields(jump)));
        return fields.stream().map(PoolHostRecord::plain).collect(Collectors.joining("\t"));
    }

    private static List<String> fields(SshRoute route) {
        return List.of(
                route.address(),
                route.port() + (route.hostKeys() == HostKeys.STRICT ? STRICT : ""),
                route.user(),
                route.hostKeyAlias().orElse(""));
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    /** Parses records, one per line. Skips lines that it cannot read: the next {@code up} writes them again. */
    public static List<PoolHostRecord> parse(String text) {
        List<PoolHostRecord> records = new ArrayList<>();
        text.lines().forEach(line -> parseLine(line).ifPresent(records::add));
        return records;
    }

    private static Optional<PoolHostRecord> parseLine(String line) {
        List<String> fields = new ArrayList<>(List.of(line.split("\t", -1)));
        if (fields.size() >= FIELDS - 1 && (fields.size() - FIELDS + 1) % FIELDS_OF_A_JUMP == 0) {
            fields.add(FIELDS - 1, ""); // earlier releases did not record the machine
        }
        if (fields.size() < FIELDS || (fields.size() - FIELDS) % FIELDS_OF_A_JUMP != 0) {
            return Optional.empty();
        }
        try {
            List<SshRoute> jumps = new ArrayList<>();
            for (int at = FIELDS; at < fields.size(); at += FIELDS_OF_A_JUMP) {
                jumps.add(route(fields, at));
            }
            return Optional.of(new PoolHostRecord(
                    hostName(fields.getFirst()),
                    route(fields, 1),
                    jumps,
                    fields.get(5),
                    Integer.parseInt(fields.get(6)),
                    Long.parseLong(fields.get(7)),
                    State.valueOf(fields.get(8)),
                    fields.get(9),
                    Instant.ofEpochSecond(Long.parseLong(fields.get(10))),
                    fields.get(11),
                    fields.get(12)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A record comes from the head: a name that no config can have must not reach a shell of the operator. */
    private static String hostName(String text) {
        if (!HOST.matcher(text).matches()) {
            throw new IllegalArgumentException("not a host name");
        }
        return text;
    }

    private static SshRoute route(List<String> fields, int at) {
        String port = fields.get(at + 1);
        boolean isStrict = port.endsWith(STRICT);
        return new SshRoute(
                hostName(fields.get(at)),
                Integer.parseInt(isStrict ? port.substring(0, port.length() - STRICT.length()) : port),
                fields.get(at + 2),
                Optional.of(fields.get(at + 3)).filter(alias -> !alias.isEmpty()),
                isStrict ? HostKeys.STRICT : HostKeys.ACCEPT_NEW);
    }
}
