/** The control plane as a process: its folder, its lock, its log, its port. */
package dev.muster.head.program;
