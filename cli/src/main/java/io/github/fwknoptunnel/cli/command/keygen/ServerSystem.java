package io.github.fwknoptunnel.cli.command.keygen;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The servers that {@code keygen --server} knows: what fwknopd needs there besides the stanza. */
enum ServerSystem {
  DEBIAN12("debian12"),
  DEBIAN13("debian13"),
  UBUNTU24_04("ubuntu24.04"),
  NFTABLES("nftables"),
  FWKNOP_GO("fwknop-go");

  static final ServerSystem DEFAULT = DEBIAN13;

  private final String word;

  ServerSystem(String word) {
    this.word = word;
  }

  static Optional<ServerSystem> of(String word) {
    return Arrays.stream(values()).filter(system -> system.word.equals(word)).findFirst();
  }

  static List<ServerSystem> all() {
    return List.of(values());
  }

  /**
   * The other files and the firewall. Everything is a comment, so that the whole output is also a
   * valid {@code access.conf} or {@code access.yaml}; a line behind {@code #} and three blanks
   * belongs into the file that the last line with {@code ##} names.
   */
  String otherFiles() {
    return switch (this) {
      case DEBIAN12 -> PCAP + IPTABLES;
      case DEBIAN13 -> NFQUEUE_IS_ON + IPTABLES;
      case UBUNTU24_04 -> NFQUEUE_IS_OFF + IPTABLES;
      case NFTABLES -> NFT;
      case FWKNOP_GO -> GO + UDP_ACCEPTED + IPTABLES_RULES;
    };
  }

  @Override
  public String toString() {
    return word;
  }

  private static final String PCAP =
      """
      ## /etc/fwknop/fwknopd.conf
      # The network interface that packets arrive on.
      #   PCAP_INTF                   eth0;
      """;

  private static final String NFQ_SPEED =
      """
      # Microseconds between two packets. The default, 500000, opens ports up to 600 ms late.
      #   NFQ_LOOP_SLEEP              20000;
      """;

  private static final String NFQUEUE_IS_ON =
      """
      ## /etc/fwknop/fwknopd.conf
      # The line that Debian ships. fwknopd hears UDP port 62201 only.
      #   ENABLE_NFQ_CAPTURE          Y;
      """
          + NFQ_SPEED;

  private static final String NFQUEUE_IS_OFF =
      """
      ## /etc/fwknop/fwknopd.conf
      # Ubuntu ships this off, and fwknopd hears nothing then. With it, it hears UDP port 62201 only.
      #   ENABLE_NFQ_CAPTURE          Y;
      """
          + NFQ_SPEED;

  private static final String RUN =
      """
      ## run as root
      # ssh stays open. These rules are gone after a boot; the package iptables-persistent keeps them.
      """;

  /** A login while the port is open for everybody proves nothing. */
  private static final String TRIAL =
      """
      ## run as root, then log in through the tunnel
      # Port 22 is closed for this test; a timer opens it again if the login fails.
      """;

  private static final String DONE =
      """
      ## run as root when that login has worked
      #   systemctl stop reopen-ssh.timer
      #   systemctl enable fwknop-server
      """;

  private static final String IPTABLES_RULES =
      """
      #   iptables -A INPUT -i lo -j ACCEPT
      #   iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
      #   iptables -A INPUT -p tcp --dport 22 -j ACCEPT
      #   iptables -P INPUT DROP
      """
          + TRIAL
          + """
          #   systemd-run --unit=reopen-ssh --on-active=10min iptables -I INPUT -p tcp --dport 22 -j ACCEPT
          #   iptables -D INPUT -p tcp --dport 22 -j ACCEPT
          """
          + DONE;

  private static final String IPTABLES = RUN + IPTABLES_RULES;

  private static final String UDP_ACCEPTED =
      RUN + "#   iptables -A INPUT -p udp --dport 62201 -j ACCEPT\n";

  private static final String GO =
      """
      ## /etc/fwknop/server.yaml
      # The actions stay as they are in your file. One packet opens one port.
      #   udp_port: 62201
      """;

  private static final String NFT =
      """
      ## /etc/fwknop/fwknopd.conf
      #   ENABLE_UDP_SERVER           Y;
      ## /usr/local/sbin/fwknop-open
      # Mode 755. It adds an element to the set, or starts the element's timeout anew.
      #   #!/bin/sh
      #   element="element inet filter spa { $1 . $2 . $3"
      #   exec /usr/sbin/nft "add $element timeout $4s }; delete $element }; add $element timeout $4s }"
      ## /etc/nftables.conf
      # One packet opens one port, the first that it names.
      #   flush ruleset
      #   table inet filter {
      #     set spa {
      #       type ipv4_addr . inet_proto . inet_service
      #       flags timeout
      #     }
      #     chain input {
      #       type filter hook input priority filter; policy drop;
      #       iif lo accept
      #       ct state established,related accept
      #       meta l4proto ipv6-icmp accept
      #       udp dport 62201 accept
      #       ip saddr . meta l4proto . th dport @spa accept
      #       tcp dport 22 accept comment "until a login through the tunnel has worked"
      #     }
      #   }
      ## run as root
      #   chmod 755 /usr/local/sbin/fwknop-open
      #   nft -f /etc/nftables.conf
      """
          + TRIAL
          + """
          #   cp /etc/nftables.conf /root/nftables-open.conf
          #   systemd-run --unit=reopen-ssh --on-active=10min nft -f /root/nftables-open.conf
          #   sed -i '/until a login through the tunnel has worked/d' /etc/nftables.conf
          #   nft -f /etc/nftables.conf
          """
          + DONE;
}
