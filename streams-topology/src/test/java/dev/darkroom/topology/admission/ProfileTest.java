package dev.darkroom.topology.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.CustomerProfile;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Tier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a customer's profile changes about the verdict on an image. */
final class ProfileTest {
    private final Admission admission = new Admission(new Limits(1_000_000, 50_000_000));

    @ParameterizedTest
    @CsvSource({
        "2000, 2000, EXPRESS, EXPRESS",
        "4000, 3000, STANDARD, EXPRESS", // 12 MP
        "4001, 3000, STANDARD, STANDARD",
        "6001, 4000, BULK, BULK",
    })
    void letsPremiumImagesTakeTheExpressLaneForLonger(int width, int height, Lane standard, Lane premium) {
        // Given
        RawImage image =
                RawImages.acceptable().setWidth(width).setHeight(height).build();

        // Then
        assertThat(lane(image, profile(Tier.STANDARD).build())).isEqualTo(standard);
        assertThat(lane(image, profile(Tier.PREMIUM).build())).isEqualTo(premium);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                                 | EXPRESS
            [{"resize":{"width":10}}]                          | EXPRESS
            [{"a":[1,2,3]},{"b":"],[\\","},{"c":{}},{"d":{}}]  | EXPRESS
            [1,2,3,4,5]                                        | STANDARD
            no list, of, five, things, at all                  | EXPRESS
            """)
    void countsEachOperationAsWork(String operations, Lane lane) {
        // Given: 1 MP, of which express takes four
        RawImage image = RawImages.acceptable()
                .setWidth(1000)
                .setHeight(1000)
                .setOperations(operations)
                .build();

        // Then
        assertThat(lane(image, profile(Tier.STANDARD).build())).isEqualTo(lane);
    }

    @Test
    void refusesATypeThatWasNotBought() {
        // Given
        CustomerProfile profile = profile(Tier.STANDARD)
                .setAllowedTypes(List.of("image/webp", "image/png"))
                .build();

        // When
        Verdict verdict = judge(RawImages.acceptable().build(), profile);

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Reason.TYPE_NOT_ALLOWED);
            assertThat(rejected.detail())
                    .isEqualTo("The customer may not send image/jpeg; its profile allows image/png, image/webp.");
        });
    }

    @ParameterizedTest
    @CsvSource({"12344, , TOO_LARGE", ", 307199, TOO_MANY_PIXELS", "12345, 307200, "})
    void holdsTheCustomersOwnLimits(Long bytes, Long pixels, Reason reason) {
        // Given
        CustomerProfile profile = profile(Tier.STANDARD)
                .setLargestImageBytes(bytes)
                .setLargestImagePixels(pixels)
                .build();

        // When
        Verdict verdict = judge(RawImages.acceptable().build(), profile);

        // Then
        assertThat(verdict instanceof Verdict.Rejected rejected ? rejected.reason() : null)
                .isEqualTo(reason);
    }

    @Test
    void neverAllowsMoreThanThePlatform() {
        // Given
        CustomerProfile profile = profile(Tier.PREMIUM)
                .setLargestImageBytes(Long.MAX_VALUE)
                .setLargestImagePixels(Long.MAX_VALUE)
                .build();

        // When
        Verdict verdict = judge(RawImages.acceptable().setSizeBytes(1_000_001).build(), profile);

        // Then
        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    }

    @ParameterizedTest
    @CsvSource({
        ",       ,      watermark@2, [1]",
        "grey,   ,      grey,        ",
        "grey@7, [2],   grey@7,      [2]",
        ",       [3],   watermark@2, [3]",
    })
    void fillsInWhatTheUploadLeavesOpen(String asked, String operations, String function, String done) {
        // Given
        CustomerProfile profile = profile(Tier.STANDARD)
                .setDefaultFunction("watermark@2")
                .setDefaultOperations("[1]")
                .build();
        RawImage image = RawImages.acceptable()
                .setFunction(asked)
                .setOperations(operations)
                .build();

        // When
        Verdict verdict = judge(image, profile);

        // Then
        assertThat(verdict).isEqualTo(new Verdict.Routed(image, Lane.EXPRESS, function, done));
    }

    @Test
    void refusesOperationsNobodyCouldHaveMeant() {
        // Given
        RawImage image =
                RawImages.acceptable().setOperations(" ".repeat(16_385)).build();

        // When
        Verdict verdict = judge(image, profile(Tier.STANDARD).build());

        // Then
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Reason.INVALID_OPERATIONS));
    }

    private static CustomerProfile.Builder profile(Tier tier) {
        return CustomerProfile.newBuilder().setCustomerId("acme").setTier(tier);
    }

    private Lane lane(RawImage image, CustomerProfile profile) {
        return ((Verdict.Routed) judge(image, profile)).lane();
    }

    private Verdict judge(RawImage image, CustomerProfile profile) {
        return admission.judge(RawImages.ID, image, Profile.of(profile));
    }
}
