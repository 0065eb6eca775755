import { closeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { problem } from '@baixa/core';
import { type Entry, fromFdPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import type { Budget } from './budget.ts';
import { inflated } from './gzip.ts';
import { broken, failing, type Source, SourceFailed } from './source.ts';

const STORED = 0;
const DEFLATED = 8;

export function isZip(head: Uint8Array): boolean {
  const [first, second, third, fourth] = head;
  return (
    first === 0x50 && second === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))
  );
}

/**
 * The members of a zip archive in its own order, without folders and hidden files. A member that cannot be read is a
 * source that fails, and the others go on. The descriptor is closed at the end.
 */
export async function* zipMembers(fd: number, name: string, budget: Budget): AsyncGenerator<Source> {
  let zip: ZipFile | undefined;
  let members = 0;
  try {
    zip = await fromFdPromise(fd, { decodeStrings: false, validateEntrySizes: false });
    budget.takeMembers(zip.entryCount);
    for await (const entry of zip.eachEntry()) {
      const member = getFileNameLowLevel(
        entry.generalPurposeBitFlag,
        entry.fileNameRaw,
        entry.extraFields,
        false,
      );
      if (isDocument(zip, member)) {
        yield failing(name, documentProblem(name));
        return;
      }
      if (member.endsWith('/') || isHidden(member)) continue;
      members++;
      yield memberOf(zip, entry, `${name}!${member}`, budget);
    }
    if (members === 0) yield failing(name, noMember(name));
  } catch (error) {
    yield failing(name, error instanceof SourceFailed ? error.problem : broken(name, reasonOf(error)));
  } finally {
    if (zip === undefined) closeSync(fd);
    else zip.close();
  }
}

function memberOf(zip: ZipFile, entry: Entry, name: string, budget: Budget): Source {
  if (entry.isEncrypted())
    return failing(
      name,
      problem(
        'archive.encrypted',
        { file: name },
        'The file is locked with a password inside its archive.',
        'Unpack it with the password and read the file.',
      ),
    );
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
    return failing(
      name,
      problem(
        'archive.method',
        { file: name },
        `The file is compressed by a method that is not read here (${entry.compressionMethod}).`,
        'Unpack the archive and read the folder.',
      ),
    );
  let done = 0;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    budget.checkBytes(entry.uncompressedSize);
    let sum = 0;
    for await (const chunk of expanded(zip, entry, name, budget)) {
      done += chunk.length;
      sum = crc32(chunk, sum);
      yield chunk;
    }
    if (done !== entry.uncompressedSize || sum !== entry.crc32)
      throw new SourceFailed(broken(name, 'the bytes of this file are not those that were packed'));
  }
  return { name, bytes: bytes(), progress: { total: entry.uncompressedSize, done: () => done } };
}

async function* expanded(
  zip: ZipFile,
  entry: Entry,
  name: string,
  budget: Budget,
): AsyncGenerator<Uint8Array> {
  const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false }).catch((error: unknown) => {
    throw new SourceFailed(broken(name, reasonOf(error)));
  });
  if (entry.compressionMethod === DEFLATED) yield* inflated(packed, budget);
  else
    for await (const chunk of packed as AsyncIterable<Uint8Array>) {
      budget.takeBytes(chunk.length);
      yield chunk;
    }
}

/** Folders of the Mac and files with a dot are made by machines, not by banks. */
function isHidden(member: string): boolean {
  return member.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}

/** Documents of office suites are zip archives too; what they begin with tells them. */
function isDocument(zip: ZipFile, member: string): boolean {
  return zip.entriesRead === 1 && (member === '[Content_Types].xml' || member === 'mimetype');
}

function documentProblem(name: string) {
  return problem(
    'archive.document',
    { file: name },
    'This is a document or a spreadsheet, not a return file and not an archive of them.',
    'Ask for the file as the bank delivers it.',
  );
}

function noMember(name: string) {
  return problem('archive.empty', { file: name }, 'The archive holds no file.', 'Ask for it again.');
}

function reasonOf(error: unknown): string {
  const { message } = error as Error;
  if (/end of central directory/i.test(message))
    return 'its directory is missing, it is no zip or ends too early';
  return message.replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());
}
