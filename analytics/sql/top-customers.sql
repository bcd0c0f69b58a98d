-- Which customers had the most images, and how did these end?
SELECT
    customer_id,
    count(*) AS images,
    count_if(outcome = 'processed') AS processed,
    count_if(outcome = 'failed') AS failed,
    sum(size_bytes) AS bytes_in,
    sum(1e0 * width * height) / 1e6 AS megapixels,
    max(finished_at) AS last_image
FROM dynamodb.darkroom.images
GROUP BY 1
ORDER BY 2 DESC, 1
LIMIT 20
