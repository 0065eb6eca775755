import { readFileSync } from 'node:fs';

/** US$ of one region. `guessed` names the prices that no list at hand confirmed: they are set above Virginia's by half. */
export interface Prices {
  name: string;
  dynamodbWritePerMillion: number;
  dynamodbReadPerMillion: number;
  lambdaRequestPerMillion: number;
  lambdaPerGbSecond: number;
  sqsPerMillion: number;
  snsPerMillion: number;
  s3PutPerMillion: number;
  s3GetPerMillion: number;
  guessed: string[];
}

/** What an amount of work used, as AWS bills it. */
export interface Used {
  writeUnits: number;
  readUnits: number;
  invocations: number;
  gbSeconds: number;
  /** Requests by service and operation, such as `sqs.ReceiveMessage` and `s3.PUT`. */
  requests: Readonly<Record<string, number>>;
}

/** Prices of a day, by region. */
export function readPrices(): { on: string; regions: Record<string, Prices> } {
  return JSON.parse(readFileSync(new URL('./prices.json', import.meta.url), 'utf8'));
}

/** Requests of a service; of S3 those that read, or those that write or list. */
export function requestsTo(used: Used, service: string, which: (operation: string) => boolean = () => true) {
  return Object.entries(used.requests)
    .map(([name, count]) => ({ of: name.split('.') as [string, string], count }))
    .filter(({ of: [of, operation] }) => of === service && which(operation))
    .reduce((sum, { count }) => sum + count, 0);
}

const reads = (method: string) => method === 'GET' || method === 'HEAD';

/** US$ by service of what was used. */
export function costOf(used: Used, prices: Prices): Record<string, number> {
  const million = (count: number, price: number) => (count / 1e6) * price;
  return {
    DynamoDB:
      million(used.writeUnits, prices.dynamodbWritePerMillion) +
      million(used.readUnits, prices.dynamodbReadPerMillion),
    Lambda:
      million(used.invocations, prices.lambdaRequestPerMillion) + used.gbSeconds * prices.lambdaPerGbSecond,
    SQS: million(requestsTo(used, 'sqs'), prices.sqsPerMillion),
    SNS: million(requestsTo(used, 'sns'), prices.snsPerMillion),
    S3:
      million(requestsTo(used, 's3', reads), prices.s3GetPerMillion) +
      million(
        requestsTo(used, 's3', (method) => !reads(method)),
        prices.s3PutPerMillion,
      ),
  };
}
