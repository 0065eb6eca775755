import { type Problem, problem } from '@baixa/core';
import type { Agreement } from '@baixa/profile';
import type { FileHeader } from '@baixa/return-files';
import { normalise } from '@baixa/settlement';

/** The agreement named by the folder of an object's key, `agreements/<id>/…`, where a bank has one of its own. */
export function folderOf(key: string): string | undefined {
  return /^agreements\/([^/]+)\//.exec(key)?.[1];
}

/**
 * Finds the one agreement a file belongs to; it decides the company. What the file itself says comes first (bank and
 * code in a header, Pix keys in a Pix file, the account in a statement); the folder must agree with it. A Pix file that
 * names no key belongs to its folder's agreement, or to the only Pix agreement there is. Anything else is a problem: a
 * guess could show one company's payments to another.
 */
export function findAgreement(
  header: FileHeader,
  agreements: Agreement[],
  folder: string | undefined,
): Agreement | Problem {
  const named = NAMED_BY[header.format](header, agreements);
  const hinted = agreements.find(({ id }) => id === folder);
  if (folder !== undefined && hinted === undefined)
    return problem(
      'file.unknown-folder',
      {},
      `The folder names agreement ${folder}, which no profile has.`,
      'Apply a profile with this agreement, then drop the file again.',
    );
  const [found, ...others] = named;
  if (others.length > 0)
    return problem(
      'file.several-agreements',
      {},
      `The file belongs to ${named.length} agreements: ${named.map(({ id }) => id).join(', ')}.`,
      'Split it, one file an agreement, and drop the parts.',
    );
  if (found !== undefined && hinted !== undefined && found.id !== hinted.id)
    return problem(
      'file.wrong-folder',
      {},
      `The file is of agreement ${found.id}, but lies in the folder of ${hinted.id}.`,
      `Drop it into the folder of ${found.id}.`,
    );
  if (found !== undefined) return found;
  if (header.format === 'pix-json' && header.agreementCodes.length === 0)
    return hinted ?? onlyPixAgreement(agreements);
  const said = [header.bank === undefined ? '' : `bank ${header.bank}`, ...header.agreementCodes].filter(
    Boolean,
  );
  return problem(
    'file.unknown-agreement',
    {},
    `No profile has the agreement that this file names (${said.join(', ') || 'none'}).`,
    'Apply a profile with this agreement, then drop the file again.',
  );
}

function onlyPixAgreement(agreements: Agreement[]): Agreement | Problem {
  const pix = agreements.filter(({ bank }) => bank === 'pix');
  const [only, ...others] = pix;
  if (only !== undefined && others.length === 0) return only;
  return problem(
    'file.no-pix-key',
    {},
    'The file names no Pix key, so it does not say whose payments these are.',
    'Drop it again and name the agreement: baixa drop --agreement ID FILE.',
  );
}

type Finder = (header: FileHeader, agreements: Agreement[]) => Agreement[];

function byCode({ bank, agreementCodes }: FileHeader, agreements: Agreement[]): Agreement[] {
  const codes = new Set(agreementCodes.map(normalise));
  return agreements.filter((agreement) => agreement.bank === bank && codes.has(normalise(agreement.code)));
}

function byPixKey({ agreementCodes }: FileHeader, agreements: Agreement[]): Agreement[] {
  const keys = new Set(agreementCodes);
  return agreements.filter(({ pixKeys = [] }) => pixKeys.some((key) => keys.has(key)));
}

/** A CNAB 750 header has the convênio as well as the key; where they name two agreements, both are given. */
function byCodeOrPixKey(header: FileHeader, agreements: Agreement[]): Agreement[] {
  return [...new Set([...byCode(header, agreements), ...byPixKey(header, agreements)])];
}

/**
 * A statement is of an account: of the agreement that has it for its code, else of those that say it is theirs. A camt
 * may name no bank; then the account alone must be one agreement's.
 */
function byAccount({ bank, agreementCodes }: FileHeader, agreements: Agreement[]): Agreement[] {
  const codes = new Set(agreementCodes.map(normalise));
  const own = agreements.filter((agreement) => bank === undefined || agreement.bank === bank);
  const named = own.filter(({ code }) => codes.has(normalise(code)));
  if (named.length > 0) return named;
  return own.filter(({ account }) => account !== undefined && codes.has(normalise(account)));
}

const NAMED_BY: Readonly<Record<FileHeader['format'], Finder>> = {
  cnab240: byCode,
  cnab400: byCode,
  febraban150: byCode,
  cnab750: byCodeOrPixKey,
  'pix-json': byPixKey,
  'segment-e': byAccount,
  ofx: byAccount,
  camt: byAccount,
  unknown: () => [],
};
