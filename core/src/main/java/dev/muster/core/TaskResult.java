package dev.muster.core;

/** How one lane of a fan-out ended: a failure is data, so that one bad host never stops the others. */
public sealed interface TaskResult<T> {
    record Ok<T>(T value) implements TaskResult<T> {}

    record Failed<T>(Exception failure) implements TaskResult<T> {}
}
