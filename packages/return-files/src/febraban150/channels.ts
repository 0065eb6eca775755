/**
 * Where a bill was paid (G10), capitals and small letters being different codes: a number where the payer had the bill,
 * a small letter where not. Source: FEBRABAN arrecadação v07 (01.03.2023); 8, 9, h and i are not in v05.
 */
const CHANNELS: Readonly<Record<string, string>> = {
  '1': 'branch',
  a: 'branch',
  '2': 'self-service',
  b: 'self-service',
  '3': 'internet',
  c: 'internet',
  '4': 'other',
  f: 'other',
  '5': 'correspondent',
  d: 'correspondent',
  l: 'correspondent',
  '6': 'telephone',
  e: 'telephone',
  '7': 'lottery',
  g: 'lottery',
  '8': 'card',
  h: 'card',
  '9': 'pix',
  i: 'pix',
};

/** The channel of a code of one character, or undefined where it has none. */
export function channelOf(code: string): string | undefined {
  return Object.hasOwn(CHANNELS, code) ? CHANNELS[code] : undefined;
}

/** With what a bill was paid (G12). Source: the same manual. A Pix has no code here: see the channel. */
export const FORMS: Readonly<Record<string, string>> = {
  '1': 'dinheiro',
  '2': 'cheque',
  '3': 'não identificado',
  '4': 'cartão de crédito',
  '5': 'cartão, multibanco',
  '6': 'débito em conta',
};

/** The form whose money may still be taken back. */
export const CHEQUE = '2';
