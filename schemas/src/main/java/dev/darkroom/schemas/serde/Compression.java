package dev.darkroom.schemas.serde;

/** How the Avro binary behind the header is packed; the header's second byte says which. */
public enum Compression {
    NONE(WireFormat.UNCOMPRESSED),
    /** RFC 1950. Pays for large records only: the header stays as it is, and 200 bytes of metadata hardly shrink. */
    ZLIB(WireFormat.ZLIB);

    private final byte marker;

    Compression(byte marker) {
        this.marker = marker;
    }

    byte marker() {
        return marker;
    }
}
