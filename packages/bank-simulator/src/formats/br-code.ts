/** One field of an EMV text: two digits of tag, two of length, the value. */
const tagged = (tag: string, value: string): string => tag + String(value.length).padStart(2, '0') + value;

/** CRC16 with polynomial 1021 and start FFFF, four hexadecimal digits: what ends a BR Code. */
function crc16(text: string): string {
  let crc = 0xffff;
  for (const char of text) {
    crc ^= char.charCodeAt(0) << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

/**
 * The "copia e cola" of a Pix charge: location in tag 26-25, txid in 62-05. Source: BR Code, as Itaú puts it into its
 * record 3 (CNAB 400 manual, jul/2021).
 */
export function brCode(location: string, txid: string): string {
  const text =
    tagged('00', '01') +
    tagged('01', '12') +
    tagged('26', tagged('00', 'br.gov.bcb.pix') + tagged('25', location)) +
    tagged('52', '0000') +
    tagged('53', '986') +
    tagged('58', 'BR') +
    tagged('59', 'SANEAMENTO EXEMPLO') +
    tagged('60', 'VILA CLARA') +
    tagged('62', tagged('05', txid));
  return `${text}6304${crc16(`${text}6304`)}`;
}
