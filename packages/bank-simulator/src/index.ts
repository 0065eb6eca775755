export { type CounterLine, writeArrecadacao } from './arrecadacao.ts';
export { type Cycle, instantOf, lastDayOnTime } from './calendar.ts';
export type { Case, Fate } from './cases.ts';
export { type Cnab240File, writeCnab240 } from './cnab240.ts';
export {
  CONTRACT,
  type CollectionAction,
  type Contract,
  CYCLES,
  ndjson,
  type OrderRow,
  type ServiceOrder,
} from './contract.ts';
export {
  type Close,
  type Demo,
  type DemoTruth,
  type Drop,
  makeDemo,
  type Profile,
  SMALLEST_SIZE,
} from './demo.ts';
export { type Due, dueOn, toleranceCents } from './due.ts';
export { billBarcode } from './formats/febraban150.ts';
export { type FileFacts, type MadeFile, makeFiles, makeOneTitleFiles } from './formats/index.ts';
export type { Figure, Indicator, Indicators } from './indicators.ts';
export {
  type BankLine,
  type FileTruth,
  type Label,
  type Labeller,
  newLabeller,
  type Outcome,
} from './labels.ts';
export { bbNossoNumero, caixaCheckDigit, caixaNossoNumero } from './nosso-numero.ts';
export { type ImportRow, importRows } from './order-import.ts';
export { exactPayment, type Story, tellStory } from './payment-stories.ts';
export { makePayments } from './payments.ts';
export { newEndToEndId, newReturnId, type Pix, writePixPages, writePixWebhook } from './pix.ts';
export {
  AGREEMENTS,
  AGUAS_BB,
  AGUAS_PIX,
  COMPANIES,
  ESCOLA_CAIXA,
  newPortfolio,
  PIX_KEY,
  type Portfolio,
} from './portfolio.ts';
export { type Random, seededRandom } from './random.ts';
export type * from './receivable.ts';
export { type Adjustment, type CycleTruth, newCloser, type Recovery, type SettledOn } from './truth.ts';
