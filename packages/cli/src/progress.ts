import { SingleBar } from 'cli-progress';

/** Shows how far something is; on a terminal as a bar, elsewhere not at all. */
export interface Progress {
  update(done: number, total?: number): void;
  stop(): void;
}

export function progress(label: string, total: number): Progress {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    format: `${label} {bar} {value}/{total}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    stream: process.stderr,
  });
  bar.start(total, 0);
  return {
    update(done, newTotal) {
      if (newTotal !== undefined) bar.setTotal(newTotal);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}

/** For how long something is waited for. Whoever sees that it goes on renews it; several may wait by the same. */
export interface Patience {
  seconds: number;
  renew(): void;
  isOver(): boolean;
}

export function newPatience(seconds: number): Patience {
  let since = Date.now();
  return {
    seconds,
    renew: () => {
      since = Date.now();
    },
    isOver: () => Date.now() - since > seconds * 1000,
  };
}

/** Asks again and again until there is an answer. @throws when the patience is over, with the sentence given */
export async function until<T>(
  ask: () => Promise<T | undefined>,
  patience: Patience,
  sentence: string,
  everyMs = 150,
): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (patience.isOver()) throw new Error(`${sentence} (waited ${patience.seconds} s).`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
