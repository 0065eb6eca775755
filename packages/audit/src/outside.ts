import type { Note } from './differences.ts';
import { isManifest, isOfFailedClose, partsOfKey } from './keys.ts';
import { linkKey } from './link.ts';
import { isSettled, isUnderWay, type VerifyPorts } from './ports.ts';

/** Objects that are in no chain, and need not be. */
export interface Outside {
  /** Entries of files that were quarantined, or are being read, and what closes that failed had counted. */
  notTaken: number;
  /** Written, and about to be linked. */
  underWay: number;
}

const FOLDERS = ['acordos/', 'cycles/', 'entries/', 'outcomes/', 'resolutions/'];

/** Looks for objects that no chain has: each is about to be linked, of a file that was not taken, or a difference. */
export async function findOutside(
  ports: VerifyPorts,
  chains: string[],
  linked: ReadonlySet<string>,
  note: Note,
): Promise<Outside> {
  const { ledger, books } = ports;
  const outside: Outside = { notTaken: 0, underWay: 0 };
  /** Linked since its chain was read. */
  const isLinkedNow = async (key: string) => {
    for (const chain of chains) if ((await ledger.read(linkKey(chain, key))) !== undefined) return true;
    return false;
  };
  /** Whether what the object is part of has ended, so that it would have been linked; undefined when nobody knows. */
  const hasEnded = async (key: string): Promise<boolean | undefined> => {
    const [folder, name = '', part = ''] = partsOfKey(key);
    if (books === undefined) return undefined;
    if (folder === 'acordos') {
      const state = (await books.acordoOf(name))?.state;
      return state === undefined ? undefined : state === 'ended';
    }
    if (folder === 'cycles') return books.isCommitted(name, part);
    if (folder !== 'resolutions') {
      const status = (await books.fileOf(name))?.status;
      if (folder === 'entries') return isSettled(status) || isUnderWay(status);
      return status === undefined ? undefined : isSettled(status);
    }
    for (const company of await books.companies()) {
      const state = await books.exceptionOf(company, name);
      if (state !== undefined) return state.resolution !== undefined;
    }
    return undefined;
  };
  for (const folder of FOLDERS)
    for await (const key of ledger.keys(folder)) {
      if (linked.has(key)) continue;
      if (isOfFailedClose(key, linked)) {
        outside.notTaken += 1;
        continue;
      }
      const ended = await hasEnded(key);
      const counts = folder !== 'entries/' || isManifest(key);
      if (ended === false || (ended === undefined && !counts)) {
        if (folder === 'entries/') outside.notTaken += 1;
        else outside.underWay += 1;
      } else if (!(await isLinkedNow(key)))
        note(
          'outside',
          key,
          `${key} is in no chain.`,
          ended === undefined
            ? 'Nothing that Baixa did left it here: look in the access log for who wrote it.'
            : 'Its link was removed, or it was written by somebody else: look in the access log.',
        );
    }
  return outside;
}
