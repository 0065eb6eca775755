import type { FunctionUsage } from '@baixa/local';
import { costOf, readPrices, requestsTo, type Used } from './cost.ts';
import type { Counted } from './counting-proxy.ts';

/** Conditional updates a second of the bare engine, and entries a second of Baixa right after. */
export interface Rate {
  raw: number;
  baixa: number;
}

interface Counts {
  requests: Record<string, number>;
  functions: Record<string, FunctionUsage>;
}

/** Requests by service and operation, and what each function used. */
export type CloudUse = Counts;

const line = (text: string, value: string) =>
  process.stdout.write(`${text.padEnd(66)}${value.padStart(12)}\n`);
const whole = (value: number) => Math.round(value).toLocaleString('en');
const exact = (value: number) => value.toFixed(4);

/** What was used between two looks. */
export function differenceOf(before: Counts, after: Counts): CloudUse {
  const requests = Object.entries(after.requests).map(([name, count]) => [
    name,
    count - (before.requests[name] ?? 0),
  ]);
  const functions = Object.entries(after.functions).map(([name, use]) => {
    const was = before.functions[name];
    return [
      name,
      {
        invocations: use.invocations - (was?.invocations ?? 0),
        durationMs: use.durationMs - (was?.durationMs ?? 0),
        cpuMs: use.cpuMs - (was?.cpuMs ?? 0),
        memoryMb: use.memoryMb,
      },
    ];
  });
  return { requests: Object.fromEntries(requests), functions: Object.fromEntries(functions) };
}

export function printRates(entries: number, bytes: number, decisions: number, rates: readonly Rate[]): void {
  line(`${whole(entries)} payments in one CNAB 240 file, KiB`, whole(bytes / 1024));
  line('decisions a second, one thread, in process', whole(decisions));
  for (const [round, { raw, baixa }] of rates.entries()) {
    line(`round ${round + 1}: bare engine, conditional updates a second`, whole(raw));
    line('         Baixa, entries a second, from the inbox to processed', whole(baixa));
    line('         ratio (aim: at least 0.7)', (baixa / raw).toFixed(2));
  }
}

const sum = (use: CloudUse, field: keyof FunctionUsage) =>
  Object.values(use.functions).reduce((total, each) => total + each[field], 0);

export function printUse(entries: number, dynamodb: Counted, use: CloudUse): void {
  const requests = Object.values(dynamodb.requests).reduce((total, each) => total + each, 0);
  const counted = asUsed(dynamodb, use);
  process.stdout.write('\nan entry\n');
  line('DynamoDB requests', exact(requests / entries));
  line('DynamoDB write units (aim: at most 1.1)', exact(dynamodb.writeUnits / entries));
  line('DynamoDB read units', exact(dynamodb.readUnits / entries));
  for (const service of ['sns', 'sqs', 's3'])
    line(`${service.toUpperCase()} requests`, exact(requestsTo(counted, service) / entries));
  line('processor milliseconds of all functions', exact(sum(use, 'cpuMs') / entries));
  line(
    'billed milliseconds of all functions, as long as they took here',
    exact(sum(use, 'durationMs') / entries),
  );
  line(
    'peak memory, KiB (all functions and the cloud, one process)',
    exact(process.resourceUsage().maxRSS / entries),
  );
  process.stdout.write('\nof all entries\n');
  for (const [operation, count] of Object.entries(dynamodb.requests))
    line(`dynamodb.${operation}`, whole(count));
  for (const [operation, count] of Object.entries(use.requests)) if (count > 0) line(operation, whole(count));
  for (const [name, each] of Object.entries(use.functions))
    if (each.invocations > 0)
      line(`${name}: invocations, processor ms`, `${whole(each.invocations)}, ${whole(each.cpuMs)}`);
}

/** Megabytes at which Lambda gives one whole processor. Source: AWS Lambda developer guide, "Configure memory". */
const MB_OF_A_PROCESSOR = 1769;

/**
 * What AWS would bill. Duration: the longer of what an invocation took here and what its processor time takes at the
 * share of a processor that its memory buys.
 */
function asUsed(dynamodb: Counted, use: CloudUse): Used {
  const gbSeconds = Object.values(use.functions).map(({ durationMs, cpuMs, memoryMb }) => {
    const milliseconds = Math.max(durationMs, cpuMs * (MB_OF_A_PROCESSOR / memoryMb));
    return (milliseconds / 1000) * (memoryMb / 1024);
  });
  return {
    writeUnits: dynamodb.writeUnits,
    readUnits: dynamodb.readUnits,
    invocations: sum(use, 'invocations'),
    gbSeconds: gbSeconds.reduce((total, each) => total + each, 0),
    requests: use.requests,
  };
}

export function printCosts(entries: number, dynamodb: Counted, use: CloudUse): void {
  const { on, regions } = readPrices();
  const used = asUsed(dynamodb, use);
  process.stdout.write(`\nUS$ for a million entries, prices of ${on} (test/bench/settle/prices.json)\n`);
  for (const prices of Object.values(regions)) {
    const costs = Object.entries(costOf(used, prices)).map(
      ([service, cost]) => [service, (cost / entries) * 1e6] as const,
    );
    const all = costs.reduce((total, [, cost]) => total + cost, 0);
    const parts = costs.map(([service, cost]) => `${service} ${cost.toFixed(2)}`).join(', ');
    line(`${prices.name}: ${parts}`, all.toFixed(2));
    if (prices.guessed.length > 0)
      process.stdout.write(
        `  No list at hand confirmed these prices, which are set high: ${prices.guessed.join(', ')}.\n`,
      );
  }
}
