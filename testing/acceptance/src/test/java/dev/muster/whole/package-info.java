/** The whole system, driven through the {@code cluster} command as an operator drives it, and judged by what is on the machine afterwards. */
@org.jspecify.annotations.NullMarked
package dev.muster.whole;
