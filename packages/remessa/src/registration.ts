import { type Problem, problem } from '@baixa/core';
import type { Registration, Terms } from '@baixa/settlement';
import type { RemittedTitle } from './title.ts';

export const ID_SOURCES = ['seuNumero', 'companyUse', 'nossoNumero'] as const;
export const ACCOUNT_SOURCES = ['companyUse', 'seuNumero', 'taxId'] as const;
/** Which of a título's numbers is the id of its receivable. */
export type IdFrom = (typeof ID_SOURCES)[number];
/** Which of them is the account: the customer's connection. */
export type AccountFrom = (typeof ACCOUNT_SOURCES)[number];

export interface RegistrationContext {
  /** Ids of the company and the agreement that the remessa is of. */
  company: string;
  agreement: string;
  /** Absent: the first that the título has, of seu número, use of the company, nosso número. */
  idFrom?: IdFrom;
  /** Absent: the first that the título has, of use of the company, seu número; else its id. Never personal data. */
  accountFrom?: AccountFrom;
}

function termsOf({ fine, interest, discounts, rebateCents }: RemittedTitle): Terms | undefined {
  const terms: Terms = {
    ...(fine === undefined ? {} : { fine }),
    ...(interest === undefined ? {} : { interest }),
    ...(discounts.length === 0 ? {} : { discounts }),
    ...(rebateCents === undefined ? {} : { rebate: { cents: rebateCents } }),
  };
  return Object.keys(terms).length === 0 ? undefined : terms;
}

/** What stands where a CPF or CNPJ should, and is none, would be refused later: it is left out. */
function payerTaxIdOf({ payer }: RemittedTitle): string | undefined {
  return /^(\d{11}|[0-9A-Z]{14})$/.test(payer?.taxId ?? '') ? payer?.taxId : undefined;
}

function missing({ line, offset }: RemittedTitle, code: string, what: string, wayOut: string): Problem {
  return problem(code, { line, offset }, `The título has no ${what}.`, wayOut);
}

/**
 * The receivable that a título of a remessa makes. The abatimento is a rebate among its terms, so that its face amount
 * is still the one that the bank echoes; fine and interest run from the due date, as receivables' do. A título without
 * the number that its id or account is to be taken from is a problem (`remessa.no-id`, `remessa.no-account`).
 */
export function registrationOfTitle(
  title: RemittedTitle,
  context: RegistrationContext,
): Registration | Problem {
  const { company, agreement, idFrom, accountFrom } = context;
  const { nossoNumero, seuNumero, companyUse, txid, faceCents, dueOn, issuedOn } = title;
  const id = idFrom === undefined ? (seuNumero ?? companyUse ?? nossoNumero) : title[idFrom];
  if (id === undefined)
    return missing(
      title,
      'remessa.no-id',
      idFrom === undefined ? 'number of the company or the bank' : idFrom,
      'Register it from CSV under an id of its own, or take the id from another number with --id-from.',
    );
  const payerTaxId = payerTaxIdOf(title);
  const account =
    accountFrom === undefined
      ? (companyUse ?? seuNumero ?? id)
      : accountFrom === 'taxId'
        ? payerTaxId
        : title[accountFrom];
  if (account === undefined)
    return missing(
      title,
      'remessa.no-account',
      `${accountFrom} to be its account`,
      'Take the account from another number with --account-from.',
    );
  const terms = termsOf(title);
  return {
    id,
    company,
    account,
    identifiers: {
      agreement,
      ...(nossoNumero === undefined ? {} : { nossoNumero }),
      ...(seuNumero === undefined ? {} : { seuNumero }),
      ...(txid === undefined ? {} : { txid }),
      ...(payerTaxId === undefined ? {} : { payerTaxId }),
    },
    faceCents,
    dueOn,
    ...(issuedOn === undefined ? {} : { issuedOn }),
    ...(terms === undefined ? {} : { terms }),
  };
}

/** Watches over the ids of one remessa: each may be given once. */
export class RegisteredIds {
  readonly #lines = new Map<string, number>();

  /** Takes an id, or tells where it was given before (`remessa.same-id`). */
  take(id: string, { line, offset }: RemittedTitle): Problem | undefined {
    const before = this.#lines.get(id);
    if (before === undefined) {
      this.#lines.set(id, line);
      return undefined;
    }
    return problem(
      'remessa.same-id',
      { line, offset },
      `The título would have the id of the one on line ${before}, so it was not registered.`,
      'Take the id from a number that each título has for itself: --id-from companyUse or nossoNumero.',
    );
  }
}
