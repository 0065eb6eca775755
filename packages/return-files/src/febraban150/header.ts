import { identifier } from '@baixa/cnab240-parser';
import type { Detection } from '../detect.ts';
import type { FileHeader } from '../items.ts';
import { header } from './layouts/common.ts';

const f = header.field;

/** What a header (150 characters) says of its file. */
export function fileHeaderOf(text: string, detection: Detection): FileHeader {
  const agreement = identifier(f.agreement, text);
  const sequenceNumber = f.sequenceNumber.read(text);
  return {
    ...detection,
    agreementCodes:
      agreement === undefined ? [] : [...new Set([agreement, agreement.replace(/^0+(?=.)/, '')])],
    sequenceNumber: typeof sequenceNumber === 'number' ? sequenceNumber : undefined,
    createdOn: f.createdOn.read(text),
  };
}

/** The version of the layout, 0 where the header names none. */
export function versionOf(text: string): number {
  return Number(/^\d\d$/.exec(f.version.raw(text))?.[0] ?? 0);
}

export function isRemessaHeader(text: string): boolean {
  return f.direction.raw(text) === '1';
}
