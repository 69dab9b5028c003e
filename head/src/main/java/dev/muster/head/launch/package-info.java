/** The head's ports in the launcher's terms. */
package dev.muster.head.launch;
