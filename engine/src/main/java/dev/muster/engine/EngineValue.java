package dev.muster.engine;

/** The value of a variable. Paths are only known on the node. */
public sealed interface EngineValue {
    /** This text. */
    record Text(String text) implements EngineValue {}

    /** The path of a file in the engine's folder, which is private and stays as long as the node. Empty: the folder. */
    record InFolder(String name) implements EngineValue {}

    /** The path of a file in the engine's scratch folder, which has a short path and is removed with the node. Empty: the folder. */
    record InScratch(String name) implements EngineValue {}

    /** The address of this node, as the head's host reaches it. */
    record OwnAddress() implements EngineValue {}
}
