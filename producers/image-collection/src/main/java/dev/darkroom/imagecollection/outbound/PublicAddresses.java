package dev.darkroom.imagecollection.outbound;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names to public addresses and to no others. The connection is made to what was checked here, so a name that
 * answers otherwise a moment later (DNS rebinding) gains nothing. Source: IANA's <a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a> and <a
 * href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a> special-purpose address registries.
 */
final class PublicAddresses implements DnsResolver {
    private static final List<Network> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3")
            .map(Network::parse)
            .toList();

    /** All that is public so far; what lies in it and yet leads elsewhere is taken out again. */
    private static final Network GLOBAL_UNICAST_6 = Network.parse("2000::/3");

    private static final List<Network> SPECIAL_6 = Stream.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
            .map(Network::parse)
            .toList();

    private final Predicate<String> trusted;

    /** @param trusted which names may have any address: those the operator has named */
    PublicAddresses(Predicate<String> trusted) {
        this.trusted = trusted;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        if (!trusted.test(host) && !Arrays.stream(addresses).allMatch(PublicAddresses::isPublic)) {
            throw new NotPublicException(host);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    static boolean isPublic(InetAddress address) {
        return address instanceof Inet4Address
                ? SPECIAL.stream().noneMatch(network -> network.contains(address))
                : GLOBAL_UNICAST_6.contains(address)
                        && SPECIAL_6.stream().noneMatch(network -> network.contains(address));
    }

    /** A name with an address that is not public. */
    static final class NotPublicException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        NotPublicException(String host) {
            super(host + " has an address that is not public");
        }
    }

    private record Network(BigInteger prefix, int hostBits, int length) {
        static Network parse(String cidr) {
            String[] parts = cidr.split("/", 2);
            byte[] bytes = InetAddress.ofLiteral(parts[0]).getAddress();
            int hostBits = bytes.length * 8 - Integer.parseInt(parts[1]);
            return new Network(new BigInteger(1, bytes).shiftRight(hostBits), hostBits, bytes.length);
        }

        boolean contains(InetAddress address) {
            byte[] bytes = address.getAddress();
            return bytes.length == length
                    && new BigInteger(1, bytes).shiftRight(hostBits).equals(prefix);
        }
    }
}
