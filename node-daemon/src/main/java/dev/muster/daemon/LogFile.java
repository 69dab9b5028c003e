package dev.muster.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log: five files of 2 MB at most. Set up in code, because a configuration file costs an XML parser at each start, and the head's program shares
 * our class path.
 */
final class LogFile {
    private static final long LARGEST = 2L << 20;
    private static final int OLDER_FILES = 4;

    private LogFile() {}

    static void open(Path file, String level) {
        LoggerContext context = context();
        context.reset();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder(context));
        appender.setTriggeringPolicy(bySize(context));
        appender.setRollingPolicy(window(context, appender, file));
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger("dev.muster").setLevel(Level.toLevel(level));
        takeJavaLogging();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static PatternLayoutEncoder encoder(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} - %msg%n");
        encoder.start();
        return encoder;
    }

    private static SizeBasedTriggeringPolicy<ILoggingEvent> bySize(LoggerContext context) {
        SizeBasedTriggeringPolicy<ILoggingEvent> policy = new SizeBasedTriggeringPolicy<>();
        policy.setContext(context);
        policy.setMaxFileSize(new FileSize(LARGEST));
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

    /** gRPC logs the Java way, which would go to the console. */
    private static void takeJavaLogging() {
        LogManager.getLogManager().reset();
        java.util.logging.Logger.getLogger("").addHandler(new ToOurLog());
    }

    private static final class ToOurLog extends Handler {
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
