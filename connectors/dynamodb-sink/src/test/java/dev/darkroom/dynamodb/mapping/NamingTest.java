package dev.darkroom.dynamodb.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamingTest {
    @ParameterizedTest
    @CsvSource({
        "imageId, image_id",
        "ImageId, image_id",
        "image_id, image_id",
        "IMAGE_ID, image_id",
        "HTTPServer, http_server",
        "userID, user_id",
        "sha256, sha256",
        "sha256Hash, sha256_hash",
        "a1B, a1_b",
        "X, x",
        "image-id, image_id",
        "image id, image_id",
        "Image Id, image_id",
        "image.id, image_id",
        "_id, _id",
        "__deleted, __deleted",
        "_ImageId, _image_id",
        "straßeName, straße_name",
        "größeÄnderung, größe_änderung",
        "$ref, $ref"
    })
    void putsWordsInLowerCaseApartByUnderscores(String field, String expected) {
        // When, Then
        assertThat(Naming.snakeCase(field)).isEqualTo(expected);
        assertThat(new Naming(AttributeNames.SNAKE_CASE).of(field)).isEqualTo(expected);
        assertThat(new Naming(AttributeNames.AS_IS).of(field)).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"imageId", "HTTPServer", "a-b C.d"})
    void leavesItsOwnNamesAlone(String field) {
        // Given
        String once = Naming.snakeCase(field);

        // When, Then
        assertThat(Naming.snakeCase(once)).isEqualTo(once);
    }
}
