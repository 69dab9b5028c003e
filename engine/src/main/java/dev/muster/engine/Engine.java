package dev.muster.engine;

import dev.muster.core.Resources;
import java.util.List;
import java.util.Optional;

/**
 * A distributed system that runs on the nodes. An engine is one module and one line in its {@code
 * META-INF/services/dev.muster.engine.Engine}. Everything but {@link #connect} is a function of its arguments.
 */
public interface Engine {
    /** The name as the key {@code engine} has it, such as {@code ray}. */
    String name();

    /** Returns why a file that leaves the choice to Muster needs this engine, as it follows "because"; empty if it does not. */
    Optional<String> neededBy(EngineHints hints);

    /** The names of programs that, if they are found in the head's environment, may show that this engine is needed. */
    default List<String> programs() {
        return List.of();
    }

    /** Returns what cannot be done as these commands and settings say. */
    List<EngineProblem> check(EngineCommands commands, EngineSettings settings);

    /**
     * Returns why the engine cannot have this much of a resource on a node, as it follows the resource's name; empty if it can.
     *
     * @param tenThousandths as {@link dev.muster.core.Resources} stores it
     */
    default Optional<String> refusedResource(String name, long tenThousandths) {
        return Optional.empty();
    }

    /** Whether the engine gives nodes this resource by itself, so that nobody declares it or wants to see it. */
    default boolean isImplicit(String resource) {
        return false;
    }

    /** Returns what the engine offers to work on a machine with these resources, none of which the file declares. */
    default Resources usable(Resources found) {
        return found;
    }

    /**
     * Plans how the engine starts on one node; empty if nothing runs there.
     *
     * @throws IllegalArgumentException if {@link #check} finds an error
     */
    Optional<EngineStart> start(EngineNode node);

    /** Connects the head to the engine. Does not wait: an engine that does not answer yet fails the first observation. */
    EngineLink connect(EngineSite site);

    /** Returns what operators use on the engine's head; empty if there is nothing to use. */
    default Optional<EngineConsole> console() {
        return Optional.empty();
    }
}
