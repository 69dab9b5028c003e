package dev.muster.client.check;

import dev.muster.client.check.HostProbe.Answered;

/** Returns the command that opens a TCP port in the firewall of a host. */
final class Firewall {
    private Firewall() {}

    static String open(Answered host, int port) {
        return switch (host.value("firewall")) {
            case "firewalld" ->
                "sudo firewall-cmd --permanent --add-port=" + port + "/tcp && sudo firewall-cmd --reload";
            case "ufw" -> "sudo ufw allow " + port + "/tcp";
            case "nft" -> "sudo nft insert rule inet filter input tcp dport " + port + " accept";
            default -> "sudo iptables -I INPUT -p tcp --dport " + port + " -j ACCEPT";
        };
    }
}
