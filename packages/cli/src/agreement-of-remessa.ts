import { type Problem, problem, warning } from '@baixa/core';
import type { Agreement } from '@baixa/profile';
import type { RemessaHeader } from '@baixa/remessa';
import { normalise } from '@baixa/settlement';

/** The agreement of a remessa, or why there is none. A warning may come with the agreement. */
export interface Found {
  agreement?: Agreement;
  problem?: Problem;
}

/** What the user says of the remessa. */
export interface Given {
  agreement?: string;
  company?: string;
}

/**
 * Finds the one agreement that a remessa is of, by its bank and the codes of its header; it decides the company. What
 * the user names must agree with it, and decides alone only where the header names no agreement of a profile: a guess
 * could register one company's receivables for another.
 */
export function agreementOfRemessa(
  { bank, agreementCodes }: RemessaHeader,
  agreements: readonly Agreement[],
  given: Given,
): Found {
  const codes = new Set(agreementCodes.map(normalise));
  const named = agreements.filter((each) => each.bank === bank && codes.has(normalise(each.code)));
  const said = [`bank ${bank}`, ...agreementCodes].join(', ');
  const found = given.agreement === undefined ? onlyOne(named, said) : chosen(given.agreement);
  const { agreement } = found;
  if (agreement === undefined || given.company === undefined || agreement.company === given.company)
    return found;
  return refused(
    'register.other-company',
    `The remessa is of agreement ${agreement.id} of ${agreement.company}, not of ${given.company}.`,
    'Leave --company out, or give the remessa of that company.',
  );

  function chosen(id: string): Found {
    const own = agreements.find((each) => each.id === id);
    if (own === undefined)
      return refused(
        'register.unknown-agreement',
        `No profile has an agreement ${id}.`,
        'Apply a profile with it, or name another.',
      );
    if (named.includes(own)) return { agreement: own };
    if (own.bank === bank && named.length === 0)
      return {
        agreement: own,
        problem: warning(
          'register.agreement-not-named',
          {},
          `The remessa names ${said}, not the code ${own.code} of agreement ${id}: your word was taken for it.`,
          'Look at one receivable before the next remessa.',
        ),
      };
    return refused(
      'register.other-agreement',
      `The remessa names ${said}, which is not agreement ${id}.`,
      'Leave --agreement out, or give the remessa of that agreement.',
    );
  }
}

function onlyOne(named: readonly Agreement[], said: string): Found {
  const [agreement, ...others] = named;
  if (agreement === undefined)
    return refused(
      'register.unknown-agreement',
      `No profile has the agreement that the remessa names (${said}).`,
      'Apply a profile with it, or say which it is: --agreement ID.',
    );
  if (others.length > 0)
    return refused(
      'register.several-agreements',
      `The remessa could be of ${named.map(({ id }) => id).join(', ')}.`,
      'Say which it is: --agreement ID.',
    );
  return { agreement };
}

function refused(code: string, message: string, wayOut: string): Found {
  return { problem: problem(code, {}, message, `Nothing was registered. ${wayOut}`) };
}
