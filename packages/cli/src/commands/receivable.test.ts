import { newReceivable } from '@baixa/settlement';
import { expect, test } from 'vitest';
import { apiThatAnswers } from '../test-support/api.ts';
import { BOOK } from '../test-support/contract.ts';
import { receivable } from './receivable.ts';

const BILL = newReceivable({
  ...{ id: 'F1', company: 'aguas', account: '100', faceCents: 100_00, dueOn: '2026-03-25' },
  identifiers: { txid: 'charge1', payerTaxId: '12345678909' },
});
apiThatAnswers(({ route }) =>
  route === 'GET /companies'
    ? { body: BOOK }
    : route === 'GET /companies/aguas/receivables/F1'
      ? { body: { receivable: BILL, credits: [] } }
      : undefined,
);

test('who pays is not shown whole on a screen, and is in the JSON', async () => {
  const { text, data } = await receivable('F1', {});
  expect(text).toContain('txid charge1, payerTaxId ***.456.789-**');
  expect(text).not.toContain('12345678909');
  expect(data).toMatchObject({ receivable: { identifiers: { payerTaxId: '12345678909' } } });
});

test('one that is not registered is told in a sentence', async () => {
  await expect(receivable('F9', {})).rejects.toThrow(
    'No receivable and no collective charge F9 is registered.',
  );
});
