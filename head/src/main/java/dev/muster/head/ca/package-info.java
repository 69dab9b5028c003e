/** The cluster's own certificate authority, and those who get certificates from it. */
package dev.muster.head.ca;
