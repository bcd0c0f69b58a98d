package dev.darkroom.imagecollection;

import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.Random;

/** An image of random bytes that a test sends, told from every other by its hash. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SentImage(byte[] bytes, String sha256) {
    static SentImage of(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return new SentImage(bytes, HexFormat.of().formatHex(Sha256.digest().digest(bytes)));
    }

    HttpResponse<String> sendTo(Http customer, String... headers) throws Exception {
        return customer.post("/v1/images", bytes, headers);
    }
}
