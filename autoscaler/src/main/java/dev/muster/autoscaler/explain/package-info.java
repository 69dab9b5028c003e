/** Answers to "why?" as pure functions of a snapshot and its decision, or of the journal: records for programs, sentences for people. */
package dev.muster.autoscaler.explain;
