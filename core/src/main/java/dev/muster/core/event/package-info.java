/**
 * The journal: {@link dev.muster.core.event.Event} is one line, and {@link dev.muster.core.event.Journal} is the port that stores it.
 */
package dev.muster.core.event;
