import type { FormatReader } from '../reader.ts';
import { tooLarge } from './file-problems.ts';
import { PixFile } from './pix-file.ts';

/** Bytes. JSON is held whole, so it has a limit: GET /pix gives at most 1,000 items a page, some 1 MB. */
export const MAX_JSON_BYTES = 64 * 1024 * 1024;

/** Reads the body, or undefined when it is over the limit: then the rest is only passed through, to be counted. */
async function bodyOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  let chunks: Uint8Array[] | undefined = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > MAX_JSON_BYTES) chunks = undefined;
    chunks?.push(chunk);
  }
  return chunks && Buffer.concat(chunks, size);
}

/** Reads bodies of the Pix webhook, pages of GET /pix, and charges with the Pix that paid them. */
export const readPixJson: FormatReader = async function* (bytes, context) {
  const body = await bodyOf(bytes);
  const file = new PixFile(body ?? Buffer.alloc(0));
  const agreementCodes = body ? file.keys() : [];
  yield [{ type: 'header', header: { ...context.detection, agreementCodes } }];
  if (!body) {
    yield [{ type: 'problem', problem: tooLarge(MAX_JSON_BYTES) }];
    return;
  }
  context.lines = body.at(-1) === 10 ? 0 : 1;
  for (let at = body.indexOf(10); at !== -1; at = body.indexOf(10, at + 1)) context.lines++;
  yield* file.items();
};
