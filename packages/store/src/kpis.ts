import { gunzipSync, gzipSync } from 'node:zlib';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { chunksOf, parseJson } from '@baixa/core';
import type { KpiBook, Row } from '@baixa/kpis';
import { conditionally, type Table } from './dynamo.ts';
import { queryAll } from './query-pages.ts';

/*
 * Keys of the table of key indicators (partition key `pk`, sort key `sk`). Rows are NDJSON, compressed.
 *   pk company         sk 2026-03          { version } counts what was told of the month
 *   pk company#2026-03 sk TOLD#source      { version, rows } what one source told of it
 *   pk company#2026-03 sk SUM#part         { version, parts, rows } the sum of it, as of that version
 * A source costs a write unit for each KB of its compressed rows and one for its month; a chunk of 300 entries some
 * five of the first.
 */
const monthKey = (company: string, month: string) => `${company}#${month}`;

/** Rows in one item of a sum: compressed, far below the 400 KB that an item may have. */
const ROWS_PER_PART = 10_000;

const packed = (rows: Row[]): Uint8Array => gzipSync(rows.map((row) => JSON.stringify(row)).join('\n'));

function unpacked(rows: unknown): Row[] {
  const text = gunzipSync(rows as Uint8Array).toString('utf-8');
  return text === '' ? [] : text.split('\n').map((line) => parseJson(line, 'a row of key indicators') as Row);
}

/** The rows of key indicators of all companies. */
export function kpiBook(table: Table): KpiBook {
  const { client, name: TableName } = table;
  return {
    // What is told comes before the month's version: whoever saves a sum meanwhile saves it under a version that passes.
    async keep({ company, month, source, version, rows }) {
      const put = new PutCommand({
        TableName,
        Item: { pk: monthKey(company, month), sk: `TOLD#${source}`, version, rows: packed(rows) },
        ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
        ExpressionAttributeValues: { ':version': version },
      });
      await conditionally(() => client.send(put));
      await client.send(
        new UpdateCommand({
          TableName,
          Key: { pk: company, sk: month },
          UpdateExpression: 'ADD version :one',
          ExpressionAttributeValues: { ':one': 1 },
        }),
      );
    },

    async monthsOf(company) {
      const items = await queryAll(table, company, '0', '~');
      return items.map(({ sk, version }) => ({ month: sk as string, version: version as number }));
    },

    async toldOf(company, month) {
      const items = await queryAll(table, monthKey(company, month), 'TOLD#', 'TOLD#~');
      return items.flatMap(({ rows }) => unpacked(rows));
    },

    async sumOf(company, { month, version }) {
      const items = await queryAll(table, monthKey(company, month), 'SUM#', 'SUM#~');
      // Parts of two sums may stand beside each other while one is being saved.
      const parts = items.filter((item) => item.version === version);
      if (parts.length === 0 || parts.length !== parts[0]?.parts) return undefined;
      return parts.flatMap(({ rows }) => unpacked(rows));
    },

    async saveSum(company, { month, version }, rows) {
      const parts = rows.length === 0 ? [[]] : chunksOf(rows, ROWS_PER_PART);
      for (const [index, part] of parts.entries())
        await conditionally(() =>
          client.send(
            new PutCommand({
              TableName,
              Item: {
                pk: monthKey(company, month),
                sk: `SUM#${String(index).padStart(6, '0')}`,
                version,
                parts: parts.length,
                rows: packed(part),
              },
              ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
              ExpressionAttributeValues: { ':version': version },
            }),
          ),
        );
    },
  };
}
