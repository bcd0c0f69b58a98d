-- How many images did each customer have in each window, on which lane and with which end, and how long did they take?
SELECT
    window_start,
    customer_id,
    lane,
    outcome,
    sum(images) AS images,
    sum(bytes_in) AS bytes_in,
    sum(bytes_out) AS bytes_out,
    max(latency_millis_p50) AS slowest_p50_millis,
    max(latency_millis_p99) AS slowest_p99_millis
FROM dynamodb.darkroom.customer_stats
GROUP BY 1, 2, 3, 4
ORDER BY 1 DESC, 2, 3, 4
