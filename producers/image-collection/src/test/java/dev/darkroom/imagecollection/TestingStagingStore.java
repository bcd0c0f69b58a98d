package dev.darkroom.imagecollection;

import dev.darkroom.imagecollection.header.ImageHeader;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A staging area in memory; what clients put into the store themselves is put here by tests. */
final class TestingStagingStore implements StagingStore {
    final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    final Map<String, Map<Integer, byte[]>> parts = new ConcurrentHashMap<>();

    @Override
    public String begin(String key) {
        parts.put(key, new TreeMap<>());
        return "multipart-of-" + key;
    }

    @Override
    public URI urlFor(String key, long bytes, Optional<String> sha256, Duration valid) {
        return URI.create("https://store.example/" + key);
    }

    @Override
    public URI urlFor(String key, String multipartId, int part, long bytes, Duration valid) {
        return URI.create("https://store.example/" + key + "?part=" + part);
    }

    @Override
    public void put(String key, ImageBody body) throws BodyRefusedException {
        objects.put(key, read(body));
    }

    @Override
    public void put(String key, String multipartId, int part, ImageBody body) throws BodyRefusedException {
        parts.getOrDefault(key, Map.of()).put(part, read(body));
    }

    private static byte[] read(ImageBody body) throws BodyRefusedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        int count;
        while ((count = body.read(buffer, 0, buffer.length)) >= 0) {
            bytes.write(buffer, 0, count);
        }
        return bytes.toByteArray();
    }

    @Override
    public Map<Integer, Long> parts(String key, String multipartId) {
        Map<Integer, Long> sizes = new TreeMap<>();
        parts.getOrDefault(key, Map.of()).forEach((number, bytes) -> sizes.put(number, (long) bytes.length));
        return sizes;
    }

    @Override
    public void putTogether(String key, String multipartId) {
        Map<Integer, byte[]> all = parts.remove(key);
        if (all != null) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            all.values().forEach(whole::writeBytes);
            objects.put(key, whole.toByteArray());
        }
    }

    @Override
    public Optional<Content> read(String key) {
        return Optional.ofNullable(objects.get(key))
                .map(bytes -> new Content(
                        "1",
                        bytes.length,
                        HexFormat.of().formatHex(Sha256.digest().digest(bytes)),
                        ImageHeader.of(bytes)));
    }

    @Override
    public void copy(String from, String version, String to, String contentType) {
        byte[] bytes = objects.get(from);
        if (bytes != null) {
            objects.put(to, bytes);
        }
    }

    @Override
    public void delete(String key, Optional<String> multipartId) {
        objects.remove(key);
        parts.remove(key);
    }

    @Override
    public void sweep(String prefix, Instant before) {}
}
