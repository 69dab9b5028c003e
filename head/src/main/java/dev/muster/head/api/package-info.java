/** What people may ask of the head, carried out. */
package dev.muster.head.api;
