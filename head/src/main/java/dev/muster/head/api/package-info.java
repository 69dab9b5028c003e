/** The head's side of the control API: what operators may request. */
package dev.muster.head.api;
