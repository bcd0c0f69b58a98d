-- How many bytes came in and went out, and how many were saved, by the raw images' format?
SELECT
    image.content_type AS format,
    count(*) AS images,
    sum(image.size_bytes) AS bytes_in,
    sum(written.bytes) AS bytes_out,
    sum(image.size_bytes) - sum(written.bytes) AS bytes_saved,
    round(1e2 * (sum(image.size_bytes) - sum(written.bytes)) / sum(image.size_bytes), 1) AS percent_saved
FROM dynamodb.darkroom.images AS image
INNER JOIN (
    SELECT processed.image_id, sum(variant.size_bytes) AS bytes
    FROM dynamodb.darkroom.images AS processed
    CROSS JOIN UNNEST(processed.variants) AS variant (
        name, bucket, key, content_type, size_bytes, width, height, sha256)
    GROUP BY 1
) AS written ON written.image_id = image.image_id
GROUP BY 1
ORDER BY bytes_saved DESC, 1
