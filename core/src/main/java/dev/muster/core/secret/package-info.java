/** Keeps secret values out of what is kept or printed. {@link dev.muster.core.secret.SecretMask} hides them in texts, failures and streams of output. */
package dev.muster.core.secret;
