-- Questions about what `ikat trade add` keeps, in SQL for DuckDB. STORE is the folder of the store, NAME that of the
-- data. Who reported the flows has to be said: exporters, importers (mirror flows), reconciled (BACI). Flows of two
-- reporters are the same trade twice.

-- Revealed comparative advantage.
WITH x AS (
    SELECT exporter, product, sum(value) AS value
    FROM read_parquet('STORE/trade/NAME/*/*/flows.parquet', hive_partitioning = true)
    WHERE year = 2022 AND reported = 'reconciled'
    GROUP BY exporter, product
)
SELECT exporter, product, value,
       (value / sum(value) OVER (PARTITION BY exporter)) / (sum(value) OVER (PARTITION BY product) / sum(value) OVER ()) AS rca
FROM x
ORDER BY exporter, product;

-- Trade of a group with itself, by year.
WITH f AS (
    SELECT year, exporter IN ('CHN', 'JPN', 'KOR') AS sells, importer IN ('CHN', 'JPN', 'KOR') AS buys, value
    FROM read_parquet('STORE/trade/NAME/*/*/flows.parquet', hive_partitioning = true)
    WHERE reported = 'reconciled'
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
    WHERE reported = 'reconciled'
    GROUP BY year, exporter, product
)
SELECT year, exporter, sum(value * value) / (sum(value) * sum(value)) AS hhi
FROM x
GROUP BY year, exporter
ORDER BY year, exporter;
