/** Institutions by their ISPB, with the three digits that other formats name them by. Source: Banco Central, STR. */
const BANKS: ReadonlyMap<string, string> = new Map([
  ['00000000', '001'],
  ['00360305', '104'],
  ['00416968', '077'],
  ['01181521', '748'],
  ['02038232', '756'],
  ['60701190', '341'],
  ['60746948', '237'],
  ['90400888', '033'],
  ['92702067', '041'],
]);

/** The three digits of the bank with an ISPB of eight, or undefined for one that is not listed. */
export function bankOfIspb(ispb: string): string | undefined {
  return BANKS.get(ispb);
}
