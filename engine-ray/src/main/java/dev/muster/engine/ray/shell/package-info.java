/** Finds the simple commands and their words in bash text, so that single words can be changed in place. It evaluates nothing. */
package dev.muster.engine.ray.shell;
