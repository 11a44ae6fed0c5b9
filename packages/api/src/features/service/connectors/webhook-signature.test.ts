import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { newWebhookSecret, signedHeaders } from './webhook-signature.ts';

const id = '0198c0de-0000-7000-8000-000000000001';
const body = '{"type":"subscription.desired","name":"Zoë – 李"}';

describe('the signature of an outgoing webhook', () => {
  it('[S78] is accepted by the reference library, for bodies beyond ASCII too', () => {
    const secret = newWebhookSecret();
    const headers = signedHeaders(secret, id, new Date(), body);
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  });

  it("[S78] agrees with the standard's published example", () => {
    const headers = signedHeaders(
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      new Date(1_614_265_330_000),
      '{"test": 2432232314}',
    );
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
    expect(headers['webhook-timestamp']).toBe('1614265330');
  });

  it('[S78] carries both signatures while a secret is being replaced', () => {
    const [next, previous] = [newWebhookSecret(), newWebhookSecret()];
    const headers = signedHeaders([next, previous], id, new Date(), body);
    expect(headers['webhook-signature'].split(' ')).toHaveLength(2);
    for (const secret of [next, previous])
      expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
    expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow(
      'No matching signature found',
    );
  });

  it('[S78] does not fit another body, id or time', () => {
    const secret = newWebhookSecret();
    const headers = signedHeaders(secret, id, new Date(), body);
    const verify = (changed: Partial<typeof headers>, text = body) =>
      new Webhook(secret).verify(text, { ...headers, ...changed });
    expect(() => verify({}, `${body} `)).toThrow();
    expect(() => verify({ 'webhook-id': 'another' })).toThrow();
    expect(() => verify({ 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) })).toThrow();
  });

  it('refuses to sign with no secret', () => {
    expect(() => signedHeaders([], id, new Date(), body)).toThrow('at least one secret');
  });

  it('gives every endpoint a secret of its own', () => {
    expect(newWebhookSecret()).not.toBe(newWebhookSecret());
    expect(Buffer.from(newWebhookSecret().slice('whsec_'.length), 'base64')).toHaveLength(32);
  });
});
