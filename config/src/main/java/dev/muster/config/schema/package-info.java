/**
 * The keys of the cluster file. {@code ConfigKeys}, {@code ProviderKeys} and {@code HostEntryKeys} list every {@code Key} with its
 * {@code ValueForm} and a description. {@code FormChecker} compares raw values with these forms and reports unknown keys, with the
 * suggestions of {@code NearestWord} and {@code KeyPaths}, and values of the wrong form.
 *
 * <p>The JSON schema and the tables of the reference page are generated from {@code ConfigKeys}.
 */
package dev.muster.config.schema;
