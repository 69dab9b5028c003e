/** The loop: makes the record true, decides, commits, and only then acts. */
package dev.muster.head.loop;
