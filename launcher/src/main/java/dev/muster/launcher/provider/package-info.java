/**
 * The seam between the cluster and its machines. A {@link dev.muster.launcher.provider.Provider} is registered in {@link
 * dev.muster.launcher.provider.Providers}; each has a package of its own below this one. The command uses its {@link
 * dev.muster.launcher.provider.OperatorSide}: {@link dev.muster.launcher.provider.Admission} during {@code up}, {@link
 * dev.muster.launcher.provider.Teardown} during {@code down}, {@link dev.muster.launcher.provider.HostsToCheck} for {@code check}. The head
 * uses its {@link dev.muster.launcher.provider.HeadSide}. Nothing outside a provider's package and the config reader knows a concrete provider.
 */
package dev.muster.launcher.provider;
