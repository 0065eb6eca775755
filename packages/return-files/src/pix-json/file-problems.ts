import { type Problem, problem, warning } from '@baixa/core';
import type { Spot } from './scan.ts';

export function badJson(where: Spot): Problem {
  const wayOut = 'Ask the bank for it again; the items around it were read.';
  return problem('pix.bad-json', where, 'This item is not JSON, and no entry was made of it.', wayOut);
}

export function cutOff(where: Spot): Problem {
  const sentence = 'From here on the file is not JSON any more: what follows was not read.';
  return problem(
    'pix.cut-off',
    where,
    sentence,
    'Ask the bank for the page again; it may have been cut on the way.',
  );
}

/** An error where the file has nothing else; beside payments it is what a webhook sends on ordinary days. */
export function notPayments(where: Spot, isAll: boolean): Problem {
  return (isAll ? problem : warning)(
    'pix.not-payments',
    where,
    'These are notices of charges or of Pix Automático without payments in them: nothing of them settles.',
    'The payments themselves come by the Pix webhook and by GET /pix.',
  );
}

export function errorResponse(where: Spot): Problem {
  return problem(
    'pix.error-response',
    where,
    'The bank answered with an error instead of payments.',
    'Look at its title and detail, and ask for the page again.',
  );
}

export function unknownDocument(where: Spot): Problem {
  return problem(
    'pix.unknown-document',
    where,
    'This JSON is none of API Pix: it has neither a list of Pix nor an endToEndId.',
    'Deliver webhook bodies or pages of GET /pix.',
  );
}

export function loneRefund(where: Spot): Problem {
  return problem(
    'pix.lone-refund',
    where,
    'This is a devolução by itself, which does not name the payment that it gives back: no entry was made of it.',
    'Ask the bank for its payment with GET /pix/{e2eid}, which has the devolução in it.',
  );
}

export function toldTwice(where: Spot, differs: boolean): Problem {
  const how = differs ? ', with another amount' : '';
  return warning(
    'pix.told-twice',
    where,
    `The file tells of this endToEndId a second time${how}: both are entries, and it settles once.`,
    differs
      ? 'Ask the bank for it with GET /pix/{e2eid}.'
      : 'Nothing is to be done; the totals of the file have it twice.',
  );
}

export function tooLarge(most: number): Problem {
  return problem(
    'pix.too-large',
    { line: 1, column: 1, offset: 0 },
    `The file is larger than ${most / 1024 / 1024} MB of JSON and was not read.`,
    'Ask for smaller pages (paginacao.itensPorPagina is at most 1000).',
  );
}
