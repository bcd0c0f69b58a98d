package dev.darkroom.topology.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Reason;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdmissionTest {
    private final Admission admission = new Admission(Limits.DEFAULT);

    @ParameterizedTest
    @CsvSource({
        "    1,     1, EXPRESS",
        " 2000,  2000, EXPRESS", // 4 MP
        " 4000,  1001, STANDARD",
        " 6000,  4000, STANDARD", // 24 MP
        " 6001,  4000, BULK",
        "10000, 10000, BULK", // 100 MP
    })
    void choosesTheLaneByPixels(int width, int height, Lane lane) {
        // Given
        RawImage image =
                RawImages.acceptable().setWidth(width).setHeight(height).build();

        // When
        Verdict verdict = admission.judge(RawImages.ID, image, Profile.NONE);

        // Then
        assertThat(verdict).isEqualTo(new Verdict.Routed(image, lane, "web-variants", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/jpeg", "image/png", "image/gif", "image/webp"})
    void routesEverySupportedType(String contentType) {
        // Given
        RawImage image = RawImages.acceptable().setContentType(contentType).build();

        // When
        Verdict verdict = admission.judge(RawImages.ID, image, Profile.NONE);

        // Then
        assertThat(verdict).isInstanceOf(Verdict.Routed.class);
    }

    @Test
    void runsTheFunctionThatWasAskedFor() {
        // Given
        RawImage image = RawImages.acceptable().setFunction("grey").build();

        // When
        Verdict verdict = admission.judge(RawImages.ID, image, Profile.NONE);

        // Then
        assertThat(verdict).isEqualTo(new Verdict.Routed(image, Lane.EXPRESS, "grey", null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void rejects(Refused refused) {
        // Given
        RawImage image = refused.change.apply(RawImages.acceptable()).build();

        // When
        Verdict verdict = admission.judge(refused.recordKey, image, Profile.NONE);

        // Then
        assertThat(verdict)
                .asInstanceOf(type(Verdict.Rejected.class))
                .isEqualTo(new Verdict.Rejected(image, refused.reason, refused.detail));
    }

    static Stream<Refused> rejects() {
        return Stream.of(
                refused(
                        Reason.UNSUPPORTED_TYPE,
                        "The bytes are of type text/plain; supported are image/jpeg, image/png, image/gif, image/webp.",
                        image -> image.setContentType("text/plain")),
                refused(
                        Reason.UNSUPPORTED_TYPE,
                        "The bytes are of type image/bmp; supported are image/jpeg, image/png, image/gif, image/webp.",
                        image -> image.setContentType("image/bmp")),
                refused(
                        Reason.UNSUPPORTED_TYPE,
                        "The bytes are of type image/tiff; supported are image/jpeg, image/png, image/gif, image/webp.",
                        image -> image.setContentType("image/tiff")),
                refused(
                        Reason.UNREADABLE_HEADER,
                        "The header of the image/jpeg does not tell a width and a height: the file is cut short or damaged.",
                        RawImage.Builder::clearWidth),
                refused(
                        Reason.UNREADABLE_HEADER,
                        "The header of the image/jpeg does not tell a width and a height: the file is cut short or damaged.",
                        image -> image.setHeight(0)),
                refused(
                        Reason.TOO_MANY_PIXELS,
                        "The image has 10000 × 10001 = 100010000 pixels; at most 100000000 are allowed.",
                        image -> image.setWidth(10_000).setHeight(10_001)),
                refused(
                        Reason.TOO_MANY_PIXELS,
                        "The image has 2147483647 × 2147483647 = 4611686014132420609 pixels; at most 100000000 are allowed.",
                        image -> image.setWidth(Integer.MAX_VALUE).setHeight(Integer.MAX_VALUE)),
                refused(
                        Reason.TOO_LARGE,
                        "The image has 104857601 bytes; at most 104857600 are allowed.",
                        image -> image.setSizeBytes(104_857_601)),
                malformed(
                        "image_id is '' and must be 1 to 64 letters, digits, hyphens and underscores",
                        image -> image.setImageId("")),
                malformed(
                        "image_id is '../other' and must be 1 to 64 letters, digits, hyphens and underscores",
                        image -> image.setImageId("../other")),
                malformed(
                        "customer_id is ' ' and must be 1 to 64 letters, digits, hyphens and underscores",
                        image -> image.setCustomerId(" ")),
                malformed("bucket is '' and must be the name of an S3 bucket", image -> image.setBucket("")),
                malformed("key is ' ' and must be an S3 object key of 1 to 1024 bytes", image -> image.setKey(" ")),
                malformed(
                        "key is '" + "ä".repeat(80) + "' and must be an S3 object key of 1 to 1024 bytes",
                        image -> image.setKey("ä".repeat(513))),
                malformed(
                        "sha256 is 'ABC' and must be 64 lower-case hexadecimal digits",
                        image -> image.setSha256("ABC")),
                malformed("size_bytes is '-1' and must be 0 or more", image -> image.setSizeBytes(-1)),
                malformed(
                        "function is 'rm -rf' and must be 1 to 64 lower-case letters, digits and hyphens, and maybe @version",
                        image -> image.setFunction("rm -rf")),
                new Refused(
                        "another",
                        Reason.INVALID_METADATA,
                        "The event is malformed: the record's key is 'another' and must be the image_id " + RawImages.ID
                                + ".",
                        UnaryOperator.identity()),
                new Refused(
                        null,
                        Reason.INVALID_METADATA,
                        "The event is malformed: the record's key is absent and must be the image_id " + RawImages.ID
                                + ".",
                        UnaryOperator.identity()));
    }

    private static Refused malformed(String fault, UnaryOperator<RawImage.Builder> change) {
        return refused(Reason.INVALID_METADATA, "The event is malformed: " + fault + ".", change);
    }

    private static Refused refused(Reason reason, String detail, UnaryOperator<RawImage.Builder> change) {
        return new Refused(RawImages.ID, reason, detail, change);
    }

    record Refused(@Nullable String recordKey, Reason reason, String detail, UnaryOperator<RawImage.Builder> change) {
        @Override
        public String toString() {
            return reason + ": " + detail;
        }
    }
}
