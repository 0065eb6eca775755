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

/** Asks again and again until there is an answer. @throws after `timeoutSeconds` with the sentence given */
export async function until<T>(
  ask: () => Promise<T | undefined>,
  timeoutSeconds: number,
  sentence: string,
  everyMs = 150,
): Promise<T> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${sentence} (waited ${timeoutSeconds} s).`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
