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

/** Formats the answer of {@code explain} for the terminal: the answer first, then its facts with their time and decision number. */
public final class ExplainText {
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int TIME_WIDTH = 8;
    private static final int DECISION_WIDTH = 14;

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
            factsBelow(explanation).stream().map(this::line).forEach(lines::add);
        }
        return lines;
    }

    /** The facts that the line above does not show already. A fact with a time is shown in any case, for its time. */
    private static List<Fact> factsBelow(Explanation explanation) {
        List<Fact> facts = explanation.facts();
        boolean isShown = explanation.source() == Explanation.Source.FIRST_FACT
                && facts.getFirst().at().isEmpty();
        return isShown ? facts.subList(1, facts.size()) : facts;
    }

    private String line(Fact fact) {
        String time = Width.padRight(fact.at().map(this::clock).orElse("now"), TIME_WIDTH);
        String decision =
                fact.decision().isPresent() ? "decision " + fact.decision().getAsLong() : "";
        return "  " + paint.apply(Tone.FAINT, time) + "  " + Width.padRight(decision, DECISION_WIDTH)
                + TerminalText.printable(fact.text());
    }

    private String clock(Instant at) {
        boolean isToday = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (isToday ? TODAY : EARLIER).format(at.atZone(zone));
    }
}
