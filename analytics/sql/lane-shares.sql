-- What share of the images, bytes and function time did each lane carry?
SELECT
    lane,
    count(*) AS images,
    round(1e2 * count(*) / sum(count(*)) OVER (), 1) AS percent_of_images,
    sum(size_bytes) AS bytes,
    round(1e2 * sum(size_bytes) / sum(sum(size_bytes)) OVER (), 1) AS percent_of_bytes,
    sum(processing_millis) AS function_millis
FROM dynamodb.darkroom.images
WHERE lane IS NOT NULL
GROUP BY 1
ORDER BY 2 DESC, 1
