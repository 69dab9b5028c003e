/** A fake engine, and the contract that each link to an engine passes. */
package dev.muster.testkit.engine;
