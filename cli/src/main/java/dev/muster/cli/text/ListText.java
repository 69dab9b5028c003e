package dev.muster.cli.text;

import dev.muster.client.KnownCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Formats the answer of {@code list} for the terminal. */
public final class ListText {
    private ListText() {}

    public static Table table(List<KnownCluster> clusters, Instant now) {
        Table table = new Table(
                Column.text("NAME"),
                Column.text("PROVIDER"),
                Column.text("HEAD"),
                Column.text("LAST UP"),
                Column.text("FILE").cuttable());
        for (KnownCluster cluster : clusters) {
            table.row(
                    Cell.of(cluster.name()),
                    Cell.of(cluster.provider()),
                    Cell.of(cluster.head()),
                    Cell.of(Units.age(Duration.between(cluster.lastSeen(), now)) + " ago"),
                    Cell.of(cluster.file().map(Object::toString).orElse("")));
        }
        return table;
    }
}
