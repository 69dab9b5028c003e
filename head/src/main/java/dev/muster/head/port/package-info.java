/** What the head needs from the launcher: machines, and nodes on them. */
package dev.muster.head.port;
