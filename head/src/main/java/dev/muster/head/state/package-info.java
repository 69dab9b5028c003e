/**
 * The head's state: what it intends, in one SQLite file with one writer at a time. {@link dev.muster.head.state.Store} holds the committed
 * {@link dev.muster.head.state.State}, an immutable value. A {@link dev.muster.head.state.StateChange} changes its {@link dev.muster.head.state.NodeRow}s
 * and writes journal lines, all in one transaction. The other classes map the values to tables ({@code NodeRows}, {@code JournalRows},
 * {@code SmallTables}) and migrate the schema ({@code Migrations}).
 */
package dev.muster.head.state;
