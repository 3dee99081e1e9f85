package io.github.fwknoptunnel.cli.command.keygen;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The servers that {@code keygen --server} knows: what fwknopd needs there besides the stanza. */
enum ServerSystem {
  DEBIAN12("debian12", "fwknop-server and iptables"),
  DEBIAN13("debian13", "fwknop-server and iptables"),
  UBUNTU24_04("ubuntu24.04", "fwknop-server and iptables"),
  NFTABLES("nftables", "fwknop-server and nftables"),
  FWKNOP_GO("fwknop-go", "");

  static final ServerSystem DEFAULT = DEBIAN13;

  private final String word;
  private final String packages;

  ServerSystem(String word, String packages) {
    this.word = word;
    this.packages = packages;
  }

  static Optional<ServerSystem> of(String word) {
    return Arrays.stream(values()).filter(system -> system.word.equals(word)).findFirst();
  }

  static List<ServerSystem> all() {
    return List.of(values());
  }

  /** How to read the output, which is for people and a valid {@code access.conf} as a whole. */
  String readMe() {
    return READ_ME + (packages.isEmpty() ? "" : "# Needs the packages " + packages + ".\n");
  }

  /**
   * The other files and the firewall. Everything is a comment, so that the whole output is also a
   * valid {@code access.conf} or {@code access.yaml}; a line behind {@code #} and three blanks
   * belongs into the file that the last line with {@code ##} names.
   *
   * @param opensSsh whether the keys open port 22: only then it may be closed
   */
  String otherFiles(boolean opensSsh) {
    String all =
        switch (this) {
          case DEBIAN12 -> PCAP + IPTABLES;
          case DEBIAN13 -> NFQUEUE_IS_ON + IPTABLES;
          case UBUNTU24_04 -> NFQUEUE_IS_OFF + IPTABLES;
          case NFTABLES -> NFT;
          case FWKNOP_GO -> GO + UDP_ACCEPTED + IPTABLES_RULES + IPTABLES_TRIAL;
        };
    return opensSsh
        ? all
        : all.substring(0, all.indexOf(TRIAL))
            .replace(FOR_NOW, "# Port 22 stays open: these keys do not open it.")
            .replace(UNTIL, "");
  }

  @Override
  public String toString() {
    return word;
  }

  private static final String READ_ME =
      """
      # For the server. Copy each section to the file that its ## line names, or run it as root. Remove '#   ' where a line
      # begins with it; all other # lines are comments.
      """;

  private static final String FOR_NOW = "# Port 22 stays open for now.";
  private static final String UNTIL = " comment \"until a login through the tunnel has worked\"";

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
      # As shipped by Debian. fwknopd receives UDP port 62201 only.
      #   ENABLE_NFQ_CAPTURE          Y;
      """
          + NFQ_SPEED;

  private static final String NFQUEUE_IS_OFF =
      """
      ## /etc/fwknop/fwknopd.conf
      # Ubuntu ships this commented out, and fwknopd then receives nothing. With it, it receives UDP port 62201 only.
      #   ENABLE_NFQ_CAPTURE          Y;
      """
          + NFQ_SPEED;

  private static final String RUN =
      """
      ## run as root
      # Port 22 stays open for now. Add an ACCEPT rule for each other service before the last rule.
      # The rules are lost at boot unless you save them: install iptables-persistent and run netfilter-persistent save.
      """;

  private static final String START =
      """
      #   systemctl enable fwknop-server
      #   systemctl restart fwknop-server
      """;

  /** A login while the port is open for all proves nothing. */
  private static final String TRIAL =
      """
      ## run as root, then log in through the tunnel
      # Port 22 is closed for this test. A timer reopens it after ten minutes unless you stop the timer.
      """;

  private static final String DONE =
      """
      ## run as root when that login has worked
      #   systemctl stop reopen-ssh.timer
      """;

  private static final String IPTABLES_RULES =
      """
      #   iptables -A INPUT -i lo -j ACCEPT
      #   iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
      #   iptables -A INPUT -p tcp --dport 22 -j ACCEPT
      #   iptables -P INPUT DROP
      """;

  private static final String IPTABLES_TRIAL =
      TRIAL
          + """
          #   systemd-run --unit=reopen-ssh --on-active=10min iptables -I INPUT -p tcp --dport 22 -j ACCEPT &&
          #     iptables -D INPUT -p tcp --dport 22 -j ACCEPT
          """
          + DONE;

  private static final String IPTABLES = RUN + IPTABLES_RULES + START + IPTABLES_TRIAL;

  private static final String UDP_ACCEPTED =
      RUN + "#   iptables -A INPUT -p udp --dport 62201 -j ACCEPT\n";

  private static final String GO =
      """
      ## /etc/fwknop/server.yaml
      # Keep the "actions" of your file. One packet opens one port.
      #   udp_port: 62201
      """;

  private static final String NFT =
      """
      ## /etc/fwknop/fwknopd.conf
      #   ENABLE_UDP_SERVER           Y;
      ## /usr/local/sbin/fwknop-open
      # Mode 755. It adds an element to the set, or restarts the timeout of an existing one.
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
      #   systemctl enable nftables
      #   nft -f /etc/nftables.conf
      """
          + START
          + TRIAL
          + """
          #   cp /etc/nftables.conf /root/nftables-open.conf
          #   systemd-run --unit=reopen-ssh --on-active=10min nft -f /root/nftables-open.conf &&
          #     sed -i '/until a login through the tunnel has worked/d' /etc/nftables.conf &&
          #     nft -f /etc/nftables.conf
          """
          + DONE;
}
