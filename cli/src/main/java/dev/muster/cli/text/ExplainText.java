package dev.muster.cli.text;

import dev.muster.cli.console.TerminalText;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code cluster explain} for people: the answer, and below it the facts with their time and the decision's number. */
public final class ExplainText {
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int DECISION = 14;

    private final ColorMode paint;
    private final Instant now;
    private final ZoneId zone;

    public ExplainText(ColorMode paint, Instant now, ZoneId zone) {
        this.paint = paint;
        this.now = now;
        this.zone = zone;
    }

    public List<String> lines(List<Explanation> explanations) {
        List<String> lines = new ArrayList<>();
        for (Explanation explanation : explanations) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(paint.apply(Tone.STRONG, TerminalText.printable(explanation.subject()) + ": ")
                    + TerminalText.printable(explanation.answer()));
            explanation.facts().stream()
                    .filter(fact -> !isTheAnswer(fact, explanation))
                    .map(this::line)
                    .forEach(lines::add);
        }
        return lines;
    }

    /** What was just read is not said again, unless it has a time of its own. */
    private static boolean isTheAnswer(Fact fact, Explanation explanation) {
        return fact.at().isEmpty() && fact.text().equals(explanation.answer());
    }

    private String line(Fact fact) {
        String when = Width.padRight(fact.at().map(this::clock).orElse("now"), 8);
        String decision =
                fact.decision().isPresent() ? "decision " + fact.decision().getAsLong() : "";
        return "  " + paint.apply(Tone.FAINT, when) + "  " + Width.padRight(decision, DECISION)
                + TerminalText.printable(fact.text());
    }

    private String clock(Instant at) {
        boolean isToday = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (isToday ? TODAY : EARLIER).format(at.atZone(zone));
    }
}
