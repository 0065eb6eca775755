import { type CivilDate, type Clock, civilDateOf } from '@baixa/core';
import { StateMachine } from 'aws-local-stepfunctions';
import { taskHandlers } from '../../../packages/local/src/state-machine.ts';
import type { Run } from '../delivery.ts';
import type { Site } from '../engines.ts';
import { SimulatedCrash, SimulatedFault, type Worker } from '../turns.ts';
import type { Weather } from '../weather.ts';
import { newStep, STEPS, type Step } from './steps.ts';

/** A clock that the simulation sets, on which every look is a second later. */
export interface MovedClock extends Clock {
  setTo(day: CivilDate): void;
}

/** 02:00 in São Paulo, when the nightly close begins. */
export const nightOf = (day: CivilDate) => `${day}T05:00:00.000Z`;

/** @throws when one day has more looks than seconds */
export function newMovedClock(day: CivilDate): MovedClock {
  let start = Date.parse(nightOf(day));
  let seconds = 0;
  const now = () => new Date(start + 1000 * seconds).toISOString();
  return {
    now() {
      seconds += 1;
      return now();
    },
    today: () => civilDateOf(now()),
    setTo(next) {
      start = Date.parse(nightOf(next));
      seconds = 0;
    },
  };
}

/** What goes wrong in one execution, beside the weather. */
export interface Mishaps {
  /** Steps of which every try crashes once it has made so many calls: they fail for good that night. */
  broken: ReadonlyMap<Step, number>;
  /** People stop the execution when so many tasks have begun. */
  stoppedAt?: number | undefined;
}

/** Failures that two closes of one cycle cause each other, and that the state machine is there for. */
const MUTUAL = [
  /was opened again while it was being closed/,
  /is not the one that is open/,
  /is closed with another result, which stands/,
];

/** Runs the state machine of the template on the real steps, each a worker of its own. */
export interface Closing {
  /** Starts an execution as of a day. It goes on while the delivery gives turns. */
  start(on: CivilDate, mishaps: Mishaps): Promise<void>;
}

export function newClosing(site: Site, clock: Clock, weather: Weather, run: Run): Closing {
  const { turns, plan } = site.engines;
  const [machine, ...others] = plan.machines;
  if (machine === undefined || others.length > 0)
    throw new Error('The template has one state machine, that of the close.');
  const stepOf = (functionArn: string): Step => {
    const { entry = '' } = plan.functions.find(({ arn }) => arn === functionArn) ?? {};
    const step = STEPS.find((each) => entry.includes(`close-cycle/${each}/`));
    if (step === undefined) throw new Error(`The state machine calls ${functionArn}, which is no step.`);
    return step;
  };
  const stateMachine = new StateMachine(machine.definition, { validationOptions: { noValidate: true } });
  let executions = 0;

  return {
    async start(on, mishaps) {
      const name = `close-${++executions}`;
      let tasks = 0;
      const invoke = async (functionArn: string, event: unknown) => {
        const step = stepOf(functionArn);
        tasks += 1;
        if (tasks === mishaps.stoppedAt) execution.abort();
        const broken = mishaps.broken.get(step);
        const worker: Worker = {
          name: `${name}-${step}-${tasks}`,
          calls: 0,
          crashesNow: () =>
            (broken !== undefined && worker.calls >= broken) || weather.crashes(turns.log.length),
          failsNow: () => weather.random.chance(weather.faults),
          losesReply: () => weather.random.chance(weather.lostReplies),
          crashed: false,
        };
        try {
          // As in a Lambda environment that was just made, and with what a state machine hands on: JSON.
          const handle = newStep(step, site, clock);
          const result = await turns.asWorker(worker, () => handle(JSON.parse(JSON.stringify(event))));
          if (!worker.crashed) return { ok: true as const, payload: JSON.stringify(result ?? null) };
        } catch (error) {
          const { message } = error as Error;
          const isOurs = error instanceof SimulatedCrash || error instanceof SimulatedFault || worker.crashed;
          if (!isOurs && !MUTUAL.some((known) => known.test(message))) run.failures.push(error);
          if (!worker.crashed)
            return { ok: false as const, error: { errorType: 'Error', errorMessage: message, trace: [] } };
        }
        run.crashes += 1;
        return {
          ok: false as const,
          error: { errorType: 'Runtime.ExitError', errorMessage: 'It crashed.', trace: [] },
        };
      };
      const handlers = taskHandlers(machine.definition, invoke as never);
      let execution: { abort(): void; result: Promise<unknown> } = { abort() {}, result: Promise.resolve() };
      const started: Worker = {
        name,
        calls: 0,
        crashesNow: () => false,
        failsNow: () => false,
        losesReply: () => false,
        crashed: false,
      };
      await turns.start(started, async () => {
        execution = stateMachine.run({ on: nightOf(on), failed: [] } as never, {
          overrides: {
            taskResourceLocalHandlers: handlers as never,
            // A retry comes at once: what waits is not what is simulated here.
            retryIntervalOverrides: Object.fromEntries(Object.keys(handlers).map((state) => [state, 0])),
          },
        });
        await execution.result.catch(() => undefined);
      });
    },
  };
}
