package dev.muster.protocol;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs refused connections: the first at once, then one line every ten seconds with how many there were. */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final long EVERY = TimeUnit.SECONDS.toNanos(10);

    enum Cause {
        TOO_MANY_CONNECTIONS("too many connections are open"),
        TOO_MANY_HANDSHAKES("too many TLS handshakes are under way"),
        HANDSHAKE_TOO_LARGE("they sent more than a TLS handshake needs"),
        HANDSHAKE_TOO_SLOW("a TLS handshake gave way to a newer one"),
        TOO_MANY_OF_ONE_PEER("a node or an operator had too many");

        private final String text;

        Cause(String text) {
            this.text = text;
        }
    }

    private final Map<Cause, Integer> counts = new EnumMap<>(Cause.class);
    private long nextLine;
    private boolean isQuiet;

    synchronized void add(Cause cause, long nanos) {
        counts.merge(cause, 1, Integer::sum);
        if (!isQuiet || nanos - nextLine >= 0) {
            LOG.warn("closed connections: {}", line());
            counts.clear();
            isQuiet = true;
            nextLine = nanos + EVERY;
        }
    }

    private String line() {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(entry -> entry.getValue() + " (" + entry.getKey().text + ")")
                        .collect(Collectors.joining(", "));
    }
}
