/**
 * What the head needs from the launcher. A {@link dev.muster.head.port.SiteFactory} opens a {@link dev.muster.head.port.ClusterSite} for each config: a
 * provider of machines and the set-up that turns them into nodes, which get their certificates through {@link dev.muster.head.port.Enrolment}.
 */
package dev.muster.head.port;
