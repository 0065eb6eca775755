import { LineSplitter } from '@baixa/fixed-width';
import type { FileFormat, Service } from './items.ts';

/** What the first bytes of a file tell. */
export interface Detection {
  format: FileFormat;
  service: Service;
  bank?: string;
}

/** How many bytes of a file are enough to tell what it is. */
export const DETECTION_BYTES = 4096;

const UNKNOWN: Detection = { format: 'unknown', service: 'outro' };

/** Source: FEBRABAN CNAB 240 v10.6, G028 (operação) and G025 (serviço). */
export function cnab240Service(lotHeader: string): Service {
  const operation = lotHeader[8];
  const service = lotHeader.slice(9, 11);
  if (operation === 'E' || service === '04') return 'extrato';
  if (operation === 'C') return 'pagamento';
  if (operation === 'D' || service === '05') return 'debito-automatico';
  if (operation === 'T' && service !== '03') return 'cobranca';
  if (operation === 'G' || operation === 'I' || service === '03') return 'outro';
  return service === '01' ? 'cobranca' : 'outro';
}

function cnab240([first = '', second = '']: string[]): Detection | undefined {
  const withHeader = /^\d{3}00000/.test(first) && first.length >= 30;
  const withoutHeader = /^\d{7}[1-5]/.test(first) && first.length >= 200;
  if (first.trimEnd().length > 300 || !(withHeader || withoutHeader)) return undefined;
  const lotHeader = [first, second].find((line) => line[7] === '1');
  const service = lotHeader === undefined ? 'outro' : cnab240Service(lotHeader);
  return { format: service === 'extrato' ? 'segment-e' : 'cnab240', bank: first.slice(0, 3), service };
}

/** CNAB 400 begins alike: the name of the service decides. */
function cnab750([first = '']: string[]): Detection | undefined {
  return /^0[12](RETORNO|REMESSA)(02| 2|2 | {2})PIX/i.test(first)
    ? { format: 'cnab750', service: 'pix' }
    : undefined;
}

/**
 * The bank 353 is Santander under the code of a bank it took over. A file whose header is missing names no bank, and
 * shows itself by the length of its first record.
 */
function cnab400([first = '']: string[]): Detection | undefined {
  if (/^[17]/.test(first) && first.trimEnd().length === 400 && /\d{6}$/.test(first.trimEnd()))
    return { format: 'cnab400', service: 'cobranca' };
  if (!/^0[12](RETORNO|REMESSA)/.test(first)) return undefined;
  const bank = /^\d{3}/.exec(first.slice(76, 79))?.[0];
  const unnumbered = /^(?:00| {2})COBRAN/i.test(first.slice(9, 26));
  return {
    format: 'cnab400',
    service: first.slice(9, 11) === '01' || unnumbered ? 'cobranca' : 'outro',
    bank: bank === '353' ? '033' : bank,
  };
}

/** Many banks leave the name of the service blank: then the first detail record tells, G being arrecadação. */
function febraban150([first = '', second = '']: string[]): Detection | undefined {
  if (!/^[Aa][12]/.test(first) || first.length < 79 || first.length > 160) return undefined;
  const bank = first.slice(42, 45);
  if (!/^\d{3}$/.test(bank)) return undefined;
  const debit = /^\s*D.B/i.test(first.slice(81, 98)) || /^[B-FH-LTX]/i.test(second);
  return { format: 'febraban150', service: debit ? 'debito-automatico' : 'arrecadacao', bank };
}

function markup(lines: string[]): Detection | undefined {
  const head = lines.join('\n');
  if (/OFXHEADER|<OFX>/i.test(head)) return { format: 'ofx', service: 'extrato' };
  return /<[\s\S]*camt\.05[234]/.test(head) ? { format: 'camt', service: 'extrato' } : undefined;
}

function json([first = '']: string[]): Detection | undefined {
  return /^\s*[[{]/.test(first) ? { format: 'pix-json', service: 'pix' } : undefined;
}

/** In the order of how sure each is. A new format adds its line here and its reader to the registry. */
const DETECTORS = [cnab750, cnab400, cnab240, febraban150, json, markup];

/**
 * Tells format, service and bank from the first bytes of a file (`DETECTION_BYTES` are enough). A byte order mark and
 * blank lines before the first record are passed over.
 */
export function detect(head: Uint8Array): Detection {
  const splitter = new LineSplitter();
  const lines = [...splitter.push(head), ...splitter.end()].map((line) => line.text);
  const records = lines.filter((line) => line.trim() !== '');
  for (const detector of DETECTORS) {
    const detection = detector(records);
    if (detection) return detection;
  }
  return UNKNOWN;
}
