package dev.muster.core;

/** How one task of a fan-out ended. A failure is a value, so that one bad host never stops the others. */
public sealed interface TaskResult<T> {
    record Ok<T>(T value) implements TaskResult<T> {}

    record Failed<T>(Exception failure) implements TaskResult<T> {}
}
