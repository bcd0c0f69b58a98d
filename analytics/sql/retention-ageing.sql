-- How old are the processed images whose variants are still kept, by days of the 14 that they are kept by default?
SELECT
    date_diff('day', from_iso8601_timestamp(finished_at), current_timestamp) AS age_days,
    count(DISTINCT image_id) AS images,
    count(*) AS variants,
    sum(variant.size_bytes) AS bytes
FROM dynamodb.darkroom.images
CROSS JOIN UNNEST(variants) AS variant (
    name, bucket, key, content_type, size_bytes, width, height, sha256)
WHERE outcome = 'processed'
    AND date_diff('day', from_iso8601_timestamp(finished_at), current_timestamp) < 14
GROUP BY 1
ORDER BY 1
