/** The provider {@code local}: machines that exist, as a pool of hosts reached over SSH. */
package dev.muster.launcher.provider.local;
