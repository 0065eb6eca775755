import { z } from 'zod';

/*
 * What a message was about, by what it names. Its content is never shown: rows of a registration hold people's tax ids.
 */
const event = z.object({ specversion: z.string(), type: z.string(), id: z.string(), subject: z.string() });
const chunk = z.object({
  file: z.string(),
  chunk: z.int(),
  chunks: z.int(),
  step: z.object({ what: z.string() }).optional(),
});
const command = z.object({
  command: z.string(),
  id: z.string(),
  file: z.string().optional(),
  exception: z.string().optional(),
  rule: z.string().optional(),
  contract: z.string().optional(),
  rows: z.array(z.unknown()).optional(),
});
const kpiNote = z.object({
  kpi: z.string(),
  company: z.string(),
  command: z.string().optional(),
  contract: z.string().optional(),
});
const arrival = z.object({
  Records: z.array(
    z.object({
      s3: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }),
    }),
  ),
});

/** A line that says what a message was about, without personal data; undefined where it is none of ours. */
export function aboutMessage(body: string): string | undefined {
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch {
    return undefined;
  }
  const asEvent = event.safeParse(content);
  if (asEvent.success) return `event ${asEvent.data.type} ${asEvent.data.id}`;
  const asChunk = chunk.safeParse(content);
  if (asChunk.success) {
    const { file, chunk: number, chunks, step } = asChunk.data;
    return `file ${file}, chunk ${number} of ${chunks}${step === undefined ? '' : ` (${step.what})`}`;
  }
  const asCommand = command.safeParse(content);
  if (asCommand.success) {
    const { command: what, id, file, exception, rule, contract, rows } = asCommand.data;
    const of = [
      file === undefined ? '' : `file ${file}`,
      exception === undefined ? '' : `exception ${exception}`,
      rule === undefined ? '' : `rule ${rule}`,
      contract === undefined ? '' : `contract ${contract}`,
      rows === undefined ? '' : `${rows.length} rows`,
    ].filter((part) => part !== '');
    return `command ${what} ${id}${of.length === 0 ? '' : `: ${of.join(', ')}`}`;
  }
  const asKpiNote = kpiNote.safeParse(content);
  if (asKpiNote.success) {
    const { kpi, company, command: of = '', contract: own = '' } = asKpiNote.data;
    return `key indicators of ${company}: ${kpi} ${of}${own}`;
  }
  const asArrival = arrival.safeParse(content);
  if (asArrival.success)
    return asArrival.data.Records.map(({ s3 }) => `arrival of ${s3.object.key}`).join(', ');
  return undefined;
}
