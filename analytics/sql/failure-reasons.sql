-- Why did images fail, at which stage, how often, and for how many customers?
SELECT
    stage,
    reason,
    count(*) AS images,
    count(DISTINCT customer_id) AS customers,
    max(finished_at) AS last_seen
FROM dynamodb.darkroom.images
WHERE outcome = 'failed'
GROUP BY 1, 2
ORDER BY 3 DESC, 1, 2
