import type { Construct } from 'constructs';
import { BaixaFunction } from './function.ts';
import { limits } from './limits.ts';
import type { Messaging } from './messaging.ts';
import type { Storage } from './storage.ts';

/** receive ▶ settle ▶ recover, and kpis beside them: each works off its queue. */
export function pipeline(scope: Construct, storage: Storage, messaging: Messaging): void {
  const { inbox, ledger, receivables, files, contracts, chains, pix, kpis, key } = storage;
  const { arrivals, chunks, commands, recoveries, settlements } = messaging;

  new BaixaFunction(scope, 'Receive', {
    folder: 'receive',
    timeoutSeconds: limits.receiveSeconds,
    key,
    environment: {
      FILES_TABLE: files.tableName,
      CONTRACTS_TABLE: contracts.tableName,
      CHAINS_TABLE: chains.tableName,
      LEDGER_BUCKET: ledger.bucketName,
      CHUNKS_QUEUE_URL: chunks.queueUrl,
      CHUNK_ENTRIES: String(limits.chunkEntries),
    },
  })
    .mayRead(inbox)
    .mayRead(ledger, 'entries/')
    .mayRead(ledger, 'links/')
    .mayWrite(ledger, 'entries/')
    .mayWrite(ledger, 'links/')
    .mayOnTable(files, 'GetItem', 'PutItem', 'UpdateItem')
    .mayOnTable(chains, 'GetItem', 'PutItem')
    .mayOnTable(contracts, 'Query')
    .maySend(chunks)
    .worksOff(arrivals, limits.arrivalsBatch, limits.receiveConcurrency);

  new BaixaFunction(scope, 'Settle', {
    folder: 'settle',
    timeoutSeconds: limits.settleSeconds,
    key,
    environment: {
      RECEIVABLES_TABLE: receivables.tableName,
      FILES_TABLE: files.tableName,
      PIX_TABLE: pix.tableName,
      CONTRACTS_TABLE: contracts.tableName,
      CHAINS_TABLE: chains.tableName,
      LEDGER_BUCKET: ledger.bucketName,
      SETTLEMENTS_TOPIC_ARN: settlements.topicArn,
      CHUNKS_QUEUE_URL: chunks.queueUrl,
      COMMANDS_QUEUE_URL: commands.queueUrl,
      REPLAY_LINKS: String(limits.replayLinks),
      KPIS_QUEUE_URL: messaging.kpis.queueUrl,
    },
  })
    .mayRead(ledger)
    .mayWrite(ledger, 'outcomes/')
    .mayWrite(ledger, 'resolutions/')
    .mayWrite(ledger, 'acordos/')
    .mayWrite(ledger, 'links/')
    .mayWrite(ledger, 'events/')
    .mayOnTable(receivables, 'BatchGetItem', 'PutItem', 'UpdateItem', 'PartiQLUpdate')
    .mayOnTable(files, 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem')
    .mayQueryIndex(files, 'listed')
    .mayOnTable(chains, 'GetItem', 'PutItem')
    .mayOnTable(pix, 'Query', 'PutItem', 'UpdateItem')
    .mayOnTable(contracts, 'GetItem', 'Query', 'PutItem')
    .mayPublish(settlements)
    // What undoes or replays a file goes out as its chunks once more.
    .maySend(chunks)
    // The replay of a long ledger goes on in message after message of one command.
    .maySend(commands)
    .mayGoOnByItself()
    .maySend(messaging.kpis)
    .worksOff(chunks, limits.chunksBatch, limits.settleConcurrency)
    .worksOff(commands, limits.commandsBatch, limits.settleConcurrency);

  new BaixaFunction(scope, 'Recover', {
    folder: 'recover',
    timeoutSeconds: limits.recoverSeconds,
    key,
    environment: {
      RECEIVABLES_TABLE: receivables.tableName,
      FILES_TABLE: files.tableName,
      CONTRACTS_TABLE: contracts.tableName,
      LEDGER_BUCKET: ledger.bucketName,
      SETTLEMENTS_TOPIC_ARN: settlements.topicArn,
      KPIS_QUEUE_URL: messaging.kpis.queueUrl,
    },
  })
    .mayOnTable(receivables, 'BatchGetItem')
    .mayOnTable(files, 'PutItem')
    .mayOnTable(contracts, 'GetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem')
    .mayWrite(ledger, 'events/')
    .mayPublish(settlements)
    .maySend(messaging.kpis)
    .worksOff(recoveries, limits.recoveriesBatch, limits.recoverConcurrency, limits.recoveriesWindowSeconds);

  new BaixaFunction(scope, 'Kpis', {
    folder: 'kpis',
    timeoutSeconds: limits.kpisSeconds,
    key,
    environment: {
      RECEIVABLES_TABLE: receivables.tableName,
      FILES_TABLE: files.tableName,
      CONTRACTS_TABLE: contracts.tableName,
      KPIS_TABLE: kpis.tableName,
      LEDGER_BUCKET: ledger.bucketName,
    },
  })
    .mayRead(ledger, 'outcomes/')
    .mayRead(ledger, 'resolutions/')
    .mayRead(ledger, 'acordos/')
    .mayOnTable(receivables, 'BatchGetItem')
    .mayOnTable(files, 'GetItem')
    .mayOnTable(contracts, 'Query')
    .mayOnTable(kpis, 'PutItem', 'UpdateItem')
    .worksOff(messaging.kpis, limits.kpisBatch, limits.kpisConcurrency, limits.kpisWindowSeconds);
}
