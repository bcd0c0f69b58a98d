-- How many bytes came in and went out, and how many were saved, by raw format and by the variants' format?
SELECT
    image.content_type AS format_in,
    variant.content_type AS format_out,
    count(DISTINCT image.image_id) AS images,
    count(*) AS variants,
    sum(image.size_bytes) AS bytes_in,
    sum(variant.size_bytes) AS bytes_out,
    sum(image.size_bytes - variant.size_bytes) AS bytes_saved
FROM dynamodb.darkroom.images AS image
CROSS JOIN UNNEST(image.variants) AS variant (
    name, bucket, key, content_type, size_bytes, width, height, sha256)
WHERE image.outcome = 'processed'
GROUP BY 1, 2
ORDER BY bytes_saved DESC, 1, 2
