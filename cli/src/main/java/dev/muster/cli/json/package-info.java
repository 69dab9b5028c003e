/**
 * Formats answers as JSON, as described in {@code docs/json.md}. Each class turns one kind of answer into maps and lists, and {@link
 * dev.muster.cli.json.Json} writes them.
 */
package dev.muster.cli.json;
