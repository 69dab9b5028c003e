package dev.muster.head.state;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Records the changes of nodes' states that {@link StateChange} refuses. Closing it fails if there was one that nobody took. */
public final class RefusedChanges implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger(StateChange.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    public RefusedChanges() {
        appender.start();
        logger.addAppender(appender);
    }

    /** What was refused since the last call, as it was logged. */
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
