/**
 * Reading and comparing text, without any I/O. {@link dev.muster.core.text.KeyValueText} reads what scripts print on hosts, and
 * {@link dev.muster.core.text.EditDistance} finds the word that a user may have meant.
 */
package dev.muster.core.text;
