/** Columns of a CSV file (or flat NDJSON row) of receivables that hold whole numbers. */
const NUMBERS = ['faceCents', 'fineCents', 'interestCentsPerDay', 'discountCents', 'rebateCents'];

/**
 * Makes a registration of a flat row: identifiers, terms and strata stand as columns of their own, as in CSV. A row
 * that already has `identifiers` is taken as it is.
 */
export function registrationOfRow(row: Record<string, unknown>): unknown {
  if (typeof row.identifiers === 'object') return row;
  const {
    agreement,
    nossoNumero,
    seuNumero,
    txid,
    barcode,
    payerTaxId,
    finePercent,
    fineCents,
    interestPercentPerMonth,
    interestCentsPerDay,
    discountUntil,
    discountCents,
    discountPercent,
    rebateCents,
    rebatePercent,
    municipality,
    district,
    tariffCategory,
    ...rest
  } = withNumbers(row);
  const fine = present({ percent: finePercent, cents: fineCents });
  const interest = present({ percentPerMonth: interestPercentPerMonth, centsPerDay: interestCentsPerDay });
  const discount = present({ until: discountUntil, cents: discountCents, percent: discountPercent });
  const rebate = present({ percent: rebatePercent, cents: rebateCents });
  const discounts = discount === undefined ? undefined : [discount];
  const terms = present({ fine, interest, discounts, rebate });
  const strata = present({ municipality, district, tariffCategory });
  return {
    ...rest,
    identifiers: present({ agreement, nossoNumero, seuNumero, txid, barcode, payerTaxId }) ?? {},
    ...(terms === undefined ? {} : { terms }),
    ...(strata === undefined ? {} : { strata }),
  };
}

function withNumbers(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      NUMBERS.includes(name) && typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
    ]),
  );
}

/** The object without its undefined values, or undefined when none is left. */
function present(value: Record<string, unknown>): Record<string, unknown> | undefined {
  const given = Object.entries(value).filter(([, part]) => part !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
