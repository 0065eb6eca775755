const onlyZeros = /^0*$/;

/**
 * Ways an account may be registered, most exact first: agência of four digits and conta with and without its check
 * digit, and agência/conta-digit without leading zeros. The width of the conta is kept in the first two, so that no
 * account reads like another one. Empty where either is missing.
 */
export function accountForms(branch: string, account: string, digit: string): string[] {
  const agencia = branch.trim().slice(-4);
  const conta = account.trim();
  if (onlyZeros.test(agencia) || onlyZeros.test(conta)) return [];
  const bare = conta.replace(/^0+/, '');
  const dv = digit.trim();
  return dv === ''
    ? [`${agencia}${conta}`, `${agencia}/${bare}`]
    : [`${agencia}${conta}${dv}`, `${agencia}${conta}`, `${agencia}/${bare}-${dv}`];
}
