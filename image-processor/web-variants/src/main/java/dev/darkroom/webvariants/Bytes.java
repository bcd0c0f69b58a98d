package dev.darkroom.webvariants;

import javax.imageio.stream.ImageInputStreamImpl;

/** An image input stream over arrays, one after the other, without a copy of them. */
final class Bytes extends ImageInputStreamImpl {
    private final byte[] first;
    private final byte[] rest;
    private final int restOffset;
    private final long size;

    Bytes(byte[] bytes) {
        this(new byte[0], bytes, 0);
    }

    /** All of {@code first}, then {@code rest} from {@code restOffset} on. */
    Bytes(byte[] first, byte[] rest, int restOffset) {
        this.first = first;
        this.rest = rest;
        this.restOffset = restOffset;
        this.size = (long) first.length + rest.length - restOffset;
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= size) {
            return -1;
        }
        int at = (int) streamPos++;
        return (at < first.length ? first[at] : rest[at - first.length + restOffset]) & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        bitOffset = 0;
        if (streamPos >= size) {
            return -1;
        }
        int at = (int) streamPos;
        int count;
        if (at < first.length) {
            count = Math.min(length, first.length - at);
            System.arraycopy(first, at, target, offset, count);
        } else {
            count = (int) Math.min(length, size - at);
            System.arraycopy(rest, at - first.length + restOffset, target, offset, count);
        }
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return size;
    }
}
