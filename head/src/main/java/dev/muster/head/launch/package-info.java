/**
 * Connects the head's ports to the launcher. {@link dev.muster.head.launch.LauncherSites} opens the provider of a config;
 * {@link dev.muster.head.launch.BootstrapSetUp} sets up its machines with the launcher's bootstrap, using what the last {@code up} copied to the head
 * ({@link dev.muster.head.launch.StoredProvisions}).
 */
package dev.muster.head.launch;
