package dev.muster.client.check;

import dev.muster.client.check.HostProbe.Seen;

/** The line that lets a TCP port in, for the firewall that a host has. */
final class Firewall {
    private Firewall() {}

    static String open(Seen host, int port) {
        return switch (host.value("firewall")) {
            case "firewalld" ->
                "sudo firewall-cmd --permanent --add-port=" + port + "/tcp && sudo firewall-cmd --reload";
            case "ufw" -> "sudo ufw allow " + port + "/tcp";
            case "nft" -> "sudo nft insert rule inet filter input tcp dport " + port + " accept";
            default -> "sudo iptables -I INPUT -p tcp --dport " + port + " -j ACCEPT";
        };
    }
}
