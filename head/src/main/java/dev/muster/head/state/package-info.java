/** What the head intends, kept safe: one SQLite file, one writer at a time, one immutable value of it in memory. */
package dev.muster.head.state;
