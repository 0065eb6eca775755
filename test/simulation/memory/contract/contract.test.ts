import '../../quiet.ts';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Both, startBoth } from './both.ts';
import { lostRepliesAreTheSame } from './lost-replies.ts';
import { messagesAreTheSame } from './messages.ts';
import { objectsAreTheSame } from './objects.ts';
import { readsAreTheSame } from './reads.ts';
import { refusalsAreTheSame } from './refusals.ts';
import { writesAreTheSame } from './writes.ts';

/**
 * The engines in memory answer as those of the local cloud do, to whatever packages/store may ask of them: the same
 * items, pages, objects and messages, the same errors with the same reasons, one request after the other. `RUNS=500`
 * tries more.
 */
const START_MS = 300_000;
let started: Both;
const both = () => started;
beforeAll(async () => {
  started = await startBoth();
}, START_MS);
afterAll(() => started.stop());

describe('DynamoDB in memory answers as the local engine', () => {
  writesAreTheSame(both);
  readsAreTheSame(both);
  refusalsAreTheSame(both);
});
describe('S3 in memory answers as the local engine', () => objectsAreTheSame(both));
describe('a request whose reply is lost and that is sent again', () => lostRepliesAreTheSame(both));
// Last, as each of its examples begins with nothing left.
describe('SQS and SNS in memory answer as the local engine', () => messagesAreTheSame(both));
