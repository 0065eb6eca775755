import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { signedHeaders } from './sign.ts';

const OLD = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NEW = 'whsec_C2FVsBQIhrscChlQIMV9b5sSYspob7oD';

test('the signature is that of the standard', () => {
  const body = '{"test": 2432232314}';
  const headers = signedHeaders([OLD], 'msg_p5jXN8AQM9LWM0D4loKWxJek', new Date(1_614_265_330_000), body);
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('with two keys, a receiver that knows either takes it, and one that knows neither does not', () => {
  const headers = signedHeaders([NEW, OLD], 'a1', new Date(), '{}');
  for (const key of [OLD, NEW]) expect(new Webhook(key).verify('{}', headers)).toEqual({});
  expect(() => new Webhook('b3RoZXI=').verify('{}', headers)).toThrow('No matching signature found');
  expect(() => new Webhook(NEW).verify('{"a":1}', headers)).toThrow('No matching signature found');
});

test('nothing is sent unsigned', () => {
  expect(() => signedHeaders([], 'a1', new Date(), '{}')).toThrow('at least one key');
});
