/**
 * Gathers single calls into batches: what is asked in the same turn of the event loop goes out together, at most
 * `most` at once. Each caller gets its own result; when a batch fails, all of its callers do.
 */
export function coalesce<T, R>(most: number, run: (batch: T[]) => Promise<R[]>): (item: T) => Promise<R> {
  interface Call {
    item: T;
    resolve: (result: R) => void;
    reject: (error: unknown) => void;
  }
  let waiting: Call[] = [];
  const flush = () => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    run(batch.map(({ item }) => item)).then(
      (results) => {
        for (const [index, { resolve }] of batch.entries()) resolve(results[index] as R);
      },
      (error: unknown) => {
        for (const { reject } of batch) reject(error);
      },
    );
  };
  return (item) =>
    new Promise<R>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (waiting.length === most) flush();
      else if (waiting.length === 1) setImmediate(flush);
    });
}
