package dev.darkroom.schemas.serde;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** RFC 1950 packing of whole payloads. */
final class Zlib {
    /** A megabyte of zlib can unpack to a gigabyte; no record of metadata comes near this. */
    static final int LARGEST_UNPACKED_BYTES = 64 << 20;

    private Zlib() {}

    static void pack(byte[] payload, ByteArrayOutputStream into) {
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(into)) {
            zlib.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
    }

    static byte[] unpack(byte[] message, int offset) {
        try (InputStream zlib =
                new InflaterInputStream(new ByteArrayInputStream(message, offset, message.length - offset))) {
            byte[] payload = zlib.readNBytes(LARGEST_UNPACKED_BYTES);
            if (payload.length == LARGEST_UNPACKED_BYTES) {
                throw new MalformedMessageException("it unpacks to %d bytes or more".formatted(LARGEST_UNPACKED_BYTES));
            }
            return payload;
        } catch (IOException e) {
            throw new MalformedMessageException("its zlib data is damaged (%s)".formatted(e.getMessage()), e);
        }
    }
}
