/** What is alive: the daemons' streams and what they last said. Never stored; asked again after each start. */
package dev.muster.head.registry;
