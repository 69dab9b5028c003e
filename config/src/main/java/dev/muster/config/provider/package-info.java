/**
 * The formats of providers in a cluster file. {@link dev.muster.config.provider.ProviderFormats} is the registry; each {@link
 * dev.muster.config.provider.ProviderFormat} names its keys and turns the {@link dev.muster.config.provider.ProviderValues} of a file into the
 * provider's own record, such as {@link dev.muster.config.provider.LocalHosts}. The rest of the program knows only {@link
 * dev.muster.core.config.ProviderConfig}.
 */
package dev.muster.config.provider;
