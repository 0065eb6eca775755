import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { mapLimit, problem, warning } from '@baixa/core';
import type { Arrival, FileRecord } from '@baixa/intake';
import { type Api, apiOf, connect, type Outputs } from '../connection.ts';
import { mustBeFiles } from '../files-there.ts';
import { newPatience, progress, until } from '../progress.ts';
import { brl, table, type View } from '../view.ts';

/** What a dropped file came to. */
export interface Dropped {
  name: string;
  key: string;
  arrival?: Arrival;
  file?: FileRecord;
}

const FILES_AT_ONCE = 4;
const WAIT_SECONDS = 600;

/** Puts one file into the inbox, under a key of its own; large ones in parts. */
export async function putInInbox(
  { InboxBucket }: Outputs,
  name: string,
  body: NodeJS.ReadableStream | Uint8Array,
  agreement?: string,
): Promise<string> {
  const folder = agreement === undefined ? 'drops' : `agreements/${agreement}`;
  const key = `${folder}/${randomUUID()}/${name}`;
  const upload = new Upload({
    client: new S3Client({}),
    params: { Bucket: InboxBucket, Key: key, Body: body as never },
  });
  await upload.done();
  return key;
}

/** Waits until a dropped object has arrived and its file is processed or quarantined. */
export async function outcomeOf(
  api: Api,
  key: string,
  onProgress: (done: number, chunks: number) => void = () => undefined,
): Promise<{ arrival: Arrival; file?: FileRecord }> {
  const arrival = await until(
    () => api.find<Arrival>(`/arrivals?key=${encodeURIComponent(key)}`),
    newPatience(WAIT_SECONDS),
    `${key} was put in the inbox, but has not been received yet`,
  );
  if (arrival.file === undefined) return { arrival };
  const file = await until(
    async () => {
      const found = await api.find<{ file: FileRecord }>(`/files/${arrival.file}?entries=0`);
      onProgress(found?.file.chunksDone ?? 0, found?.file.chunks ?? 1);
      const { status = 'received' } = found?.file ?? {};
      return !['received', 'released'].includes(status) ? found?.file : undefined;
    },
    newPatience(WAIT_SECONDS),
    `File ${arrival.file} is not settled yet`,
  );
  return { arrival, file };
}

/** `baixa drop FILE… [--wait]` */
export async function drop(files: string[], options: { wait?: boolean; agreement?: string }): Promise<View> {
  mustBeFiles(files);
  const outputs = connect();
  const api = apiOf(outputs);
  const bar = progress('dropping', files.length);
  let done = 0;
  const dropped = await mapLimit(files, FILES_AT_ONCE, async (path): Promise<Dropped> => {
    const name = basename(path);
    const key = await putInInbox(outputs, name, createReadStream(path), options.agreement);
    const outcome = options.wait ? await outcomeOf(api, key) : {};
    bar.update(++done);
    return { name, key, ...outcome };
  });
  bar.stop();
  return droppedView(dropped, options.wait === true);
}

function droppedView(dropped: Dropped[], waited: boolean): View {
  if (!waited)
    return {
      data: dropped,
      text: `${dropped.map(({ name }) => `${name}: in the inbox`).join('\n')}\nSee what became of them: baixa files`,
    };
  return {
    data: dropped,
    text: droppedTable(dropped),
    problems: dropped.flatMap(({ name, arrival, file }) => {
      if (arrival?.outcome === 'missing')
        return [
          problem(
            'file.missing',
            { file: name },
            'The file was gone when it was to be read.',
            'Drop it again.',
          ),
        ];
      if (file?.status === 'undone')
        return [
          warning(
            'file.undone',
            { file: name },
            'The same content came before and was undone: dropping it again settles nothing.',
            `baixa replay ${file.id} settles it again.`,
          ),
        ];
      return (file?.problems ?? []).map((each) => ({ ...each, where: { ...each.where, file: name } }));
    }),
  };
}

/** A line a file: R$ in − out = applied + unapplied. */
export function droppedTable(dropped: Dropped[]): string {
  const rows = dropped.map(({ name, arrival, file }) => [
    name,
    arrival?.outcome === 'duplicate' ? 'came before' : (file?.status ?? arrival?.outcome),
    file?.id,
    file?.entries,
    (file?.sums?.outcomes.settled ?? 0) + (file?.sums?.outcomes['settled-in-part'] ?? 0),
    brl(file?.sums?.inCents),
    brl(file?.sums?.outCents),
    brl(file?.sums?.appliedCents),
    brl(file?.sums?.unappliedCents),
  ]);
  return table(
    ['file', 'status', 'id', 'entries', 'settled', 'in', 'out', 'applied', 'unapplied'],
    rows,
    [3, 4, 5, 6, 7, 8],
  );
}
