import { expect, test } from 'vitest';
import { febraban, layoutOf, nossoNumeroColumn, nossoNumeroOf } from './index.ts';

test.each([
  ['001', '23567642012000002', []],
  ['001', '050094014481', ['50094014481', '05009401448', '5009401448']],
  ['033', '0000000000060', ['60', '000000000006', '6']],
  ['104', '241400000010010948', ['24140000001001094']],
  ['237', '00000001234P', ['1234P', '00000001234', '1234']],
  ['341', '000000505', ['505', '00000050', '50']],
  ['748', '172000595', ['17200059']],
  ['756', '0000000083', ['83', '000000008', '8']],
  ['085', '01234567000000001', ['1234567000000001']],
  ['208', '00000000000000001234', ['1234']],
])('bank %s writes %s also as %j', (bank, full, forms) => {
  expect(nossoNumeroOf(bank, full)).toMatchObject({ full, forms });
});

test('zeros and blanks are no number', () => {
  expect(nossoNumeroOf('237', '00000000000')).toBeUndefined();
  expect(nossoNumeroOf('237', undefined)).toBeUndefined();
  expect(nossoNumeroOf('237', '12 34')).toMatchObject({ full: '1234' });
});

test('at Bradesco it is read by its parts, or whole where they are not there', () => {
  const parts = layoutOf('237').segmentT.write({
    nossoNumero: '123456789012',
    nossoNumeroZeros: '00000',
    product: '009',
  } as never);
  expect(nossoNumeroColumn('237', parts)).toBe('123456789012');
  const whole = febraban.segmentT.write({ nossoNumero: '0912345678901P' });
  expect(nossoNumeroColumn('237', whole)).toBe('0912345678901P');
});
