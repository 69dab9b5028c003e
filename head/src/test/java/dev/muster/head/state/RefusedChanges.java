package dev.muster.head.state;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Records the transitions that {@link StateChange} refuses. Closing it fails if there was one that the test did not take. */
public final class RefusedChanges implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger(StateChange.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    public RefusedChanges() {
        appender.start();
        logger.addAppender(appender);
    }

    /** Returns the log lines of the refused transitions since the last call. */
    public List<String> take() {
        List<String> taken = List.copyOf(appender.list).stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        appender.list.clear();
        return taken;
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        assertThat(take()).as("refused changes of nodes").isEmpty();
    }
}
