-- Revealed comparative advantage, of what `ikat trade add` keeps. STORE is the folder of the store, NAME that of the data.
WITH x AS (
    SELECT exporter, product, sum(value) AS value
    FROM read_parquet('STORE/trade/NAME/*/*/flows.parquet', hive_partitioning = true)
    WHERE year = 2022 AND reported IN ('reconciled', 'exporters')
    GROUP BY exporter, product
)
SELECT exporter, product, value,
       (value / sum(value) OVER (PARTITION BY exporter)) / (sum(value) OVER (PARTITION BY product) / sum(value) OVER ()) AS rca
FROM x
ORDER BY exporter, product;

-- Trade of a group with itself, by year.
WITH f AS (
    SELECT year, exporter IN ('JPN', 'KOR', 'CHN') AS sells, importer IN ('JPN', 'KOR', 'CHN') AS buys, value
    FROM read_parquet('STORE/trade/NAME/*/*/flows.parquet', hive_partitioning = true)
)
SELECT year,
       sum(value) FILTER (sells AND buys) AS within,
       2 * sum(value) FILTER (sells AND buys) / (sum(value) FILTER (sells) + sum(value) FILTER (buys)) AS trade_share
FROM f
GROUP BY year
ORDER BY year;

-- Concentration of exports over products: Herfindahl and Hirschman's index.
WITH x AS (
    SELECT year, exporter, product, sum(value) AS value
    FROM read_parquet('STORE/trade/NAME/*/*/flows.parquet', hive_partitioning = true)
    GROUP BY year, exporter, product
)
SELECT year, exporter, sum(value * value) / (sum(value) * sum(value)) AS hhi
FROM x
GROUP BY year, exporter
ORDER BY year, exporter;
