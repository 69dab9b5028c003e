package dev.muster.engine.ray.start;

import dev.muster.engine.ray.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes the words of {@code ray start} and {@code ray stop} in one command. */
final class StartRewrite {
    /** Options of old Ray files, and what they are called now. */
    static final Map<String, String> RENAMED = Map.of("--redis-port", "--port", "--redis-address", "--address");

    private final TextEdits edits;
    private final Side side;
    private final boolean blocks;

    private StartRewrite(String text, Side side, boolean blocks) {
        this.edits = new TextEdits(text);
        this.side = side;
        this.blocks = blocks;
    }

    /** @param blocks whether {@code ray start} stays in the foreground as long as Ray runs */
    static String of(ReadCommand command, Side side, boolean blocks) {
        StartRewrite rewrite = new StartRewrite(command.text(), side, blocks);
        command.stops().forEach(rewrite::stop);
        command.starts().forEach(rewrite::start);
        return rewrite.edits.apply();
    }

    /** It would stop the Ray of other users and clusters, too; what an earlier start of this node left is ended before the commands run. */
    private void stop(RayUse.Stop stop) {
        edits.replace(stop.words().getFirst(), "true");
        stop.words().stream().skip(1).forEach(edits::remove);
    }

    private void start(StartLine line) {
        added(line).forEach(option -> edits.insertAfter(line.use().subcommand(), " " + option));
        if (blocks && line.use().isDirect()) {
            edits.insertBefore(line.use().program(), "exec ");
        }
        for (StartOption option : line.options()) {
            if (option.name().equals("--autoscaling-config") || (option.name().equals("--block") && !blocks)) {
                option.words().forEach(edits::remove);
            } else if (RENAMED.containsKey(option.name())) {
                rename(option);
            }
        }
    }

    private List<String> added(StartLine line) {
        List<String> added = new ArrayList<>();
        if (side == Side.HEAD && !line.has("--no-monitor")) {
            added.add("--no-monitor");
        }
        if (!line.has("--temp-dir")) {
            added.add("--temp-dir=\"$MUSTER_ENGINE_SCRATCH/" + RayStart.FOLDER + "\"");
        }
        if (!line.has("--node-ip-address")) {
            added.add("--node-ip-address=\"$" + RayVariables.OWN_ADDRESS + "\"");
        }
        if (blocks && !line.has("--block")) {
            added.add("--block");
        }
        return added;
    }

    private void rename(StartOption option) {
        Word word = option.words().getFirst();
        edits.replace(word, word.raw().replaceFirst(option.name(), RENAMED.getOrDefault(option.name(), option.name())));
    }
}
