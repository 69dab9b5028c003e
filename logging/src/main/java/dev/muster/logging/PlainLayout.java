package dev.muster.logging;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;

/**
 * Formats one log event so that nothing in it can look like another one: further lines are indented, control characters are spaces, and a very long
 * event is cut. A message may quote what a host or a daemon sent.
 */
final class PlainLayout extends LayoutBase<ILoggingEvent> {
    /** In characters. */
    private static final int LONGEST = 16 * 1024;

    private static final String NEXT_LINE = "\n    ";

    private final PatternLayout pattern = new PatternLayout();

    @Override
    public void start() {
        pattern.setContext(getContext());
        pattern.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} - %msg%n");
        pattern.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        String text = pattern.doLayout(event).stripTrailing();
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + " [...]" : text;
        StringBuilder plain = new StringBuilder(cut.length() + 1);
        for (int i = 0; i < cut.length(); i++) {
            char each = cut.charAt(i);
            if (each == '\n') {
                plain.append(NEXT_LINE);
            } else {
                plain.append(Character.isISOControl(each) && each != '\t' ? ' ' : each);
            }
        }
        return plain.append('\n').toString();
    }
}
