package dev.muster.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the log of a program to a file that is rotated by size; the four previous files are kept. It is set up in code, because a configuration file would
 * cost an XML parser at each start.
 */
public final class RotatedLog {
    private static final int OLDER_FILES = 4;

    private RotatedLog() {}

    /**
     * Starts to log to the file, and stops all logging to other places. Libraries log warnings and errors only.
     *
     * @param maxBytes the size at which the file is rotated
     * @param levels the level of each logger, such as {@code INFO} for {@code dev.muster}
     */
    public static void open(Path file, long maxBytes, Map<String, String> levels) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder(context));
        appender.setTriggeringPolicy(bySize(context, maxBytes));
        appender.setRollingPolicy(window(context, appender, file));
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        levels.forEach((name, level) -> context.getLogger(name).setLevel(Level.toLevel(level)));
        redirectJavaLogging();
    }

    private static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext context) {
        PlainLayout layout = new PlainLayout();
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    private static SizeBasedTriggeringPolicy<ILoggingEvent> bySize(LoggerContext context, long maxBytes) {
        SizeBasedTriggeringPolicy<ILoggingEvent> policy = new SizeBasedTriggeringPolicy<>();
        policy.setContext(context);
        policy.setMaxFileSize(new FileSize(maxBytes));
        policy.start();
        return policy;
    }

    private static FixedWindowRollingPolicy window(
            LoggerContext context, RollingFileAppender<ILoggingEvent> appender, Path file) {
        FixedWindowRollingPolicy policy = new FixedWindowRollingPolicy();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(file.toString().replace("%", "\\%") + ".%i");
        policy.setMinIndex(1);
        policy.setMaxIndex(OLDER_FILES);
        policy.start();
        return policy;
    }

    /** gRPC uses java.util.logging, which would write to the console. */
    private static void redirectJavaLogging() {
        LogManager.getLogManager().reset();
        java.util.logging.Logger.getLogger("").addHandler(new RedirectHandler());
    }

    private static final class RedirectHandler extends Handler {
        @Override
        public void publish(LogRecord event) {
            Logger logger = LoggerFactory.getLogger(String.valueOf(event.getLoggerName()));
            if (event.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()) {
                logger.warn("{}", event.getMessage(), event.getThrown());
            } else {
                logger.debug("{}", event.getMessage(), event.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
