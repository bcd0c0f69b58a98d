package dev.darkroom.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The addresses this process listens on, as Linux shows them in /proc: hexadecimal address, colon, port. */
final class ListeningSockets {
    private static final String LISTEN = "0A";
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

    private ListeningSockets() {}

    static boolean canBeRead() {
        return Files.isReadable(Path.of("/proc/self/net/tcp"));
    }

    static Set<String> addresses() throws IOException {
        Set<String> own = ownSockets();
        Set<String> addresses = new HashSet<>();
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                lines.skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(fields -> fields[3].equals(LISTEN) && own.contains("socket:[" + fields[9] + "]"))
                        .forEach(fields -> addresses.add(fields[1]));
            }
        }
        return addresses;
    }

    static boolean isLoopback(String address) {
        return LOOPBACK.contains(address.substring(0, address.indexOf(':')));
    }

    private static Set<String> ownSockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.map(ListeningSockets::target).collect(Collectors.toSet());
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }
}
