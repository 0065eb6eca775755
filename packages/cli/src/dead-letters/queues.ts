/** A dead-letter queue, with the queue that its messages failed on. */
export interface DeadLetterQueue {
  name: string;
  url: string;
  /** Absent where no queue sent them: they are starts that the scheduler could not make. */
  source?: string;
}

const OUTPUT = /^DeadLetters(.+)Url$/;

/** The dead-letter queues of a deployment, by the outputs of its stack. */
export function deadLetterQueues(outputs: Record<string, string>): DeadLetterQueue[] {
  return Object.entries(outputs)
    .flatMap(([output, url]): DeadLetterQueue[] => {
      const name = OUTPUT.exec(output)?.[1];
      if (name === undefined) return [];
      const source = outputs[`Queue${name}Url`];
      return [{ name, url, ...(source === undefined ? {} : { source }) }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
