package dev.muster.cli.run;

import dev.muster.core.Shell;
import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.List;

/** The command that an operator gives to run on a node. */
public final class CommandWords {
    private CommandWords() {}

    /**
     * Returns the command as shell text: a single argument is shell text already, several are one word each.
     *
     * @param after the arguments after {@code --}
     * @param example a whole command line, for the hint if there is no command
     */
    public static String shellText(List<String> before, List<String> after, String example) {
        List<String> all = new ArrayList<>(before);
        all.addAll(after);
        if (all.isEmpty()) {
            throw new UserError("no command given", "example: " + example);
        }
        return all.size() == 1 ? all.getFirst() : Shell.words(all);
    }
}
