import type { CivilDate } from '@baixa/core';
import { accountForms } from '../statement/account-forms.ts';
import type { Leaf } from './markup.ts';
import { amountOf, bankOf, dayOf } from './values.ts';

/** The account of a statement, as the file writes it. */
export interface Account {
  bankId: string;
  branchId: string;
  accountId: string;
}

export interface Balance {
  cents: number;
  on?: CivilDate;
}

const ACCOUNT_FIELDS: Readonly<Record<string, keyof Account>> = {
  BANKID: 'bankId',
  BRANCHID: 'branchId',
  ACCTID: 'accountId',
};

/** Follows what stands around the transactions: whose statement it is, in what money, with what balance. */
export class Frame {
  /** Of the statement that is being read. */
  account: Account | undefined;
  currency: string | undefined;
  ledger: Balance | undefined;
  /** Of the first statement of the file. */
  first: Account | undefined;
  createdOn: CivilDate | undefined;
  institution: string | undefined;
  #inside: 'account' | 'ledger' | undefined;

  /** Takes an element. Tells when it begins the statement of another account than the first. */
  take({ tag, value }: Leaf): 'other-account' | undefined {
    if (tag === 'STMTRS' || tag === 'CCSTMTRS') this.#begin();
    else if (tag === 'BANKACCTFROM' || tag === 'CCACCTFROM') {
      this.#inside = 'account';
      this.account = { bankId: '', branchId: '', accountId: '' };
      this.first ??= this.account;
    } else if (tag === '/BANKACCTFROM' || tag === '/CCACCTFROM') return this.#accountGiven();
    else if (tag === 'LEDGERBAL') this.#inside = 'ledger';
    else if (tag === '/LEDGERBAL' || tag === 'AVAILBAL' || tag === 'BANKTRANLIST') this.#inside = undefined;
    else this.#value(tag, value);
    return undefined;
  }

  #begin(): void {
    this.account = undefined;
    this.currency = undefined;
    this.ledger = undefined;
    this.#inside = undefined;
  }

  #accountGiven(): 'other-account' | undefined {
    this.#inside = undefined;
    const { account, first } = this;
    if (account === undefined || first === undefined || account === first) return undefined;
    return codesOf(account)[0] === codesOf(first)[0] && account.bankId === first.bankId
      ? undefined
      : 'other-account';
  }

  #value(tag: string, value: string): void {
    const field = ACCOUNT_FIELDS[tag];
    if (field !== undefined) {
      if (this.#inside === 'account' && this.account?.[field] === '') this.account[field] = value;
    } else if (tag === 'CURDEF') this.currency ??= value.toUpperCase();
    else if (tag === 'DTSERVER') this.createdOn ??= dayOf(value);
    else if (tag === 'FID') this.institution ??= value;
    else if (this.#inside !== 'ledger') return;
    else if (tag === 'BALAMT') {
      const cents = amountOf(value);
      if (cents !== undefined) this.ledger = { cents };
    } else if (tag === 'DTASOF' && this.ledger) this.ledger.on = dayOf(value);
  }
}

/**
 * Ways an account may be registered: agência and conta with its digit, which stands after a hyphen or is the last one.
 * The agência's own digit goes. Without agência (Itaú writes both into one number) it is the account as it stands.
 */
export function codesOf({ branchId, accountId }: Account): string[] {
  const whole = accountId.trim();
  if (/^[0\W]*$/.test(whole)) return [];
  const joined = /^(\d{3,5})[/ ](.+)$/.exec(whole);
  const branch = (joined?.[1] ?? branchId).replace(/-.*$/, '').replace(/\D/g, '');
  const account = joined?.[2] ?? whole;
  if (/^0*$/.test(branch)) return [...new Set([whole, whole.replace(/[^0-9A-Za-z]/g, '')])];
  const [, number = '', digit = ''] =
    /^(.*?)-?([0-9A-Za-z]?)$/.exec(account.replace(/[^0-9A-Za-z-]/g, '')) ?? [];
  // Agências have four digits: a fifth is their own check digit.
  const agencia = branch.replace(/^0+/, '').slice(0, 4).padStart(4, '0');
  return accountForms(agencia, number.replace(/-/g, ''), digit);
}

/** The bank (three digits) of an account, or the institution that signed the file. */
export function bankOfFrame({ first, institution }: Frame): string | undefined {
  return bankOf(first?.bankId ?? '') ?? bankOf(institution ?? '');
}
