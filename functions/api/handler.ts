import { DescribeExecutionCommand, ExecutionDoesNotExist, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { problem } from '@baixa/core';
import { clients, lambda, logger, readEnv, systemClock } from '@baixa/runtime';
import {
  acordoStore,
  allCases,
  caseStore,
  commandStore,
  cycleStore,
  eventLedger,
  evidenceStore,
  exceptionStore,
  fileStore,
  kpiBook,
  learnedRuleStore,
  ledgerReader,
  profileStore,
  promiseStore,
  receivableStore,
  sendAll,
} from '@baixa/store';
import httpRouterHandler, { type Method } from '@middy/http-router';
import type { Context } from 'aws-lambda';
import { endAcordo, findAcordo, listAcordos, makeAcordo, sweepAcordos } from './acordos.ts';
import {
  applyProfile,
  forgetRule,
  learnRule,
  openCases,
  registerReceivables,
  resolveException,
  startClosing,
  stepFile,
  takeOrders,
} from './commands.ts';
import type { ApiDeps } from './deps.ts';
import { evidence } from './evidence.ts';
import { BadRequest, type Request, type Response, refuse } from './http.ts';
import { findKpis } from './kpis.ts';
import { changePromise, listPromises, makePromise } from './promises.ts';
import * as questions from './questions.ts';

type Answer = (deps: ApiDeps, request: Request) => Promise<Response>;

const ROUTES: [Method, string, Answer][] = [
  ['PUT', '/profile', applyProfile],
  ['POST', '/receivables', registerReceivables],
  ['POST', '/companies/{company}/exceptions/{id}/resolution', resolveException],
  ['POST', '/companies/{company}/exceptions/{id}/rule', learnRule],
  ['POST', '/rules/{id}/forget', forgetRule],
  ['POST', '/companies/{company}/acordos', makeAcordo],
  ['GET', '/companies/{company}/acordos', listAcordos],
  ['GET', '/companies/{company}/acordos/{id}', findAcordo],
  ['POST', '/companies/{company}/acordos/{id}/end', endAcordo],
  ['POST', '/companies/{company}/acordo-sweeps', sweepAcordos],
  ['POST', '/companies/{company}/accounts/{account}/promises', makePromise],
  ['POST', '/companies/{company}/accounts/{account}/promises/{id}', changePromise],
  ['GET', '/companies/{company}/promises', listPromises],
  ['POST', '/orders', takeOrders],
  ['POST', '/notices', openCases],
  ['POST', '/closings', startClosing],
  ['GET', '/closings/{name}', questions.findClosing],
  ['GET', '/commands/{id}', questions.findCommand],
  ['GET', '/companies', questions.listCompanies],
  ['GET', '/companies/{company}/receivables/{id}', questions.findReceivable],
  ['GET', '/companies/{company}/exceptions', questions.listExceptions],
  ['GET', '/contracts/{contract}/cases/{account}', questions.findCases],
  ['GET', '/contracts/{contract}/cycles', questions.listCycles],
  ['GET', '/contracts/{contract}/evidence/{shard}', evidence],
  ['GET', '/contracts/{contract}/recoveries', questions.recoveriesByDay],
  ['GET', '/events/{day}', questions.eventsOfDay],
  ['GET', '/companies/{company}/kpis', findKpis],
  ['GET', '/files', questions.listFiles],
  ['POST', '/files/{id}/undo', stepFile('undo')],
  ['POST', '/files/{id}/replay', stepFile('replay')],
  ['GET', '/files/{id}', questions.findFile],
  ['GET', '/files/{id}/told-again', questions.filesThatToldAgain],
  ['GET', '/arrivals', questions.findArrival],
  ['GET', '/rules', questions.listRules],
];

/** The HTTP API: commands that people and ERPs give, questions they ask. */
export function create(deps: ApiDeps) {
  const route = httpRouterHandler({
    routes: ROUTES.map(([method, path, work]) => ({
      method,
      path,
      handler: (request: Request) => work(deps, request),
    })),
    notFoundResponse: ({ method, path }) =>
      refuse(404, problem('api.no-route', { path }, `There is no ${method} ${path}.`)),
  });
  return async (request: Request, context: Context): Promise<Response> => {
    try {
      return (await route(request as never, context, {} as never)) as Response;
    } catch (error) {
      if (error instanceof BadRequest) return refuse(400, ...error.problems);
      logger.error('A request failed.', error as Error);
      return refuse(
        500,
        problem('api.failed', {}, 'The request failed on our side.', 'Try again; the log has the details.'),
      );
    }
  };
}

function depsFromEnv(): ApiDeps {
  const env = readEnv(
    'RECEIVABLES_TABLE',
    'FILES_TABLE',
    'CONTRACTS_TABLE',
    'KPIS_TABLE',
    'LEDGER_BUCKET',
    'COMMANDS_QUEUE_URL',
    'RECOVERIES_QUEUE_URL',
    'CLOSE_CYCLE_ARN',
  );
  const client = clients.dynamodb();
  const sqs = clients.sqs();
  const sfn = clients.sfn();
  const files = { client, name: env.FILES_TABLE };
  const contracts = { client, name: env.CONTRACTS_TABLE };
  const executionArn = (name: string) =>
    `${env.CLOSE_CYCLE_ARN.replace(':stateMachine:', ':execution:')}:${name}`;
  return {
    profiles: profileStore(contracts),
    receivables: receivableStore({ client, name: env.RECEIVABLES_TABLE }, { consistent: true }),
    files: fileStore(files),
    exceptions: exceptionStore(files),
    acordos: acordoStore(files),
    commands: commandStore(files),
    learnedRules: learnedRuleStore(contracts),
    cases: { ...caseStore(contracts), allCases: (contract) => allCases(contracts, contract) },
    promises: promiseStore(contracts),
    cycles: cycleStore(contracts),
    evidence: evidenceStore(contracts),
    ledger: ledgerReader(clients.s3(), env.LEDGER_BUCKET),
    events: eventLedger(clients.s3(), env.LEDGER_BUCKET),
    kpis: kpiBook({ client, name: env.KPIS_TABLE }),
    sendCommand: (body) => sendAll(sqs, env.COMMANDS_QUEUE_URL, [body]),
    sendRecovery: (body) => sendAll(sqs, env.RECOVERIES_QUEUE_URL, [body]),
    clock: systemClock,
    async startClosing(on) {
      const input = JSON.stringify({ on, failed: [] });
      const { executionArn: arn } = await sfn.send(
        new StartExecutionCommand({ stateMachineArn: env.CLOSE_CYCLE_ARN, input }),
      );
      return arn?.split(':').at(-1) ?? '';
    },
    async closingStatus(name) {
      try {
        const found = await sfn.send(new DescribeExecutionCommand({ executionArn: executionArn(name) }));
        return { status: found.status ?? 'RUNNING', error: found.error, cause: found.cause };
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return undefined;
        throw error;
      }
    },
  };
}

export const handler = lambda(() => create(depsFromEnv()));
