import { describe, expect, test } from 'vitest';
import { facesOthers, readConfig } from './config.ts';

const WRONG: [name: string, values: string[], sentence: RegExp][] = [
  ['PORT', ['abc', '-1', '70000', '4.5', ' ', '0x10', '1e3'], /set it to a whole number from 0 to 65535\.$/],
  [
    'DATABASE_URL',
    ['foo', 'mysql://x/y', 'postgres://', 'postgres://host'],
    /set it to an address such as postgres:/,
  ],
  ['DATABASE_OWNER_URL', ['foo', 'postgres://host'], /set it to an address such as postgres:/],
  ['LOG_LEVEL', ['verbose', 'INFO'], /set it to debug, info, warn, error or silent\.$/],
  ['REQUEST_LIMITS', ['none'], /set it to on or off\.$/],
  [
    'SHUTDOWN_NOTICE_MS',
    ['soon', '-1', '10001', '1.5'],
    /set it to a whole number of milliseconds from 0 to 10000\.$/,
  ],
  [
    'HMRC_URL',
    ['api.service.hmrc.gov.uk', 'https://api.service.hmrc.gov.uk', 'http://id:secret@hmrc.example'],
    /set it to an address such as https:\/\/CLIENT_ID:CLIENT_SECRET@/,
  ],
  ['VIES_URL', ['vies', 'http://vies.example'], /set it to an address such as https:\/\/ec\.europa\.eu/],
  ['SMTP_FROM', ['nonsense', 'a\nb <a@b.example>', '<>'], /set it to a sender such as /],
  ['SMTP_URL', ['mail.example', 'http://mail.example'], /set it to an address such as smtp:/],
  ['STEWARD_DEMO', ['yes', 'ON'], /set it to on or off\.$/],
  ['STEWARD_FACTORS', ['no'], /set it to compulsory or optional\.$/],
  ['STEWARD_FRESH_PROOF', ['no'], /set it to factor or password\.$/],
  ['STEWARD_SECRET', ['short'], /set it to a random text of 32 characters or more\.$/],
  ['STEWARD_SECRET_FORMER', ['short'], /set it to a random text of 32 characters or more\.$/],
  [
    'STEWARD_URL',
    ['steward.example', 'ftp://x', 'https://x.example/path', 'https://x.example?x=1', 'https://me@x.example'],
    /set it to the address people use and nothing behind it, such as https:\/\/steward\.example\.$/,
  ],
  ['STRIPE_API_BASE', ['x'], /set it to an address such as https:/],
  ['STRIPE_SECRET_KEY', ['pk_live_1', 'nonsense'], /set it to /],
  ['STRIPE_WEBHOOK_SECRET', ['nonsense'], /set it to /],
  [
    'TRUSTED_PROXIES',
    ['proxy', '10.0.0.5,', '10.0.0.0/33', 'everyone'],
    /set it to addresses or networks of your proxies/,
  ],
];

describe('the environment', () => {
  test.for(WRONG)('%s: what is wrong is said in one sentence', ([name, values, sentence]) => {
    for (const value of values) {
      const read = () => readConfig({ [name]: value });
      expect(read).toThrow(sentence);
      expect(read).toThrow(new RegExp(`^${name} is not usable: `));
    }
  });

  test('[S83] what is secret is not repeated', () => {
    expect(() => readConfig({ STEWARD_SECRET: 'hunter2' })).toThrow(/^(?!.*hunter2)/);
    expect(() => readConfig({ DATABASE_URL: 'postgres//me:hunter2@db/steward' })).toThrow(/^(?!.*hunter2)/);
  });

  test('Stripe’s two secrets are given both or neither', () => {
    for (const one of [{ STRIPE_SECRET_KEY: 'sk_test_1' }, { STRIPE_WEBHOOK_SECRET: 'whsec_1' }])
      expect(() => readConfig(one)).toThrow(/both are needed to take cards\.$/);
  });

  test('[S38] only the demonstration and tests let administrators in without a second factor', () => {
    expect(readConfig({}).factors).toBe('optional');
    expect(readConfig({ STEWARD_FACTORS: 'compulsory' }).factors).toBe('compulsory');
    expect(readConfig({ STEWARD_DEMO: 'off' }).factors).toBe('compulsory');
    const relaxed = { STEWARD_DEMO: 'off', STEWARD_FACTORS: 'optional' };
    expect(readConfig({ ...relaxed, NODE_ENV: 'test' }).factors).toBe('optional');
    for (const env of [
      {},
      { NODE_ENV: 'test', HOST: '0.0.0.0' },
      { NODE_ENV: 'test', STEWARD_URL: 'https://steward.example' },
    ])
      expect(() => readConfig({ ...relaxed, ...env })).toThrow(/set it to compulsory, or leave it out/);
  });

  test('[S48] only the demonstration takes a password where a second factor is asked for anew', () => {
    expect(readConfig({}).freshProof).toBe('password');
    expect(readConfig({ STEWARD_FRESH_PROOF: 'factor' }).freshProof).toBe('factor');
    expect(readConfig({ STEWARD_DEMO: 'off' }).freshProof).toBe('factor');
    for (const NODE_ENV of ['test', 'production'])
      expect(() => readConfig({ STEWARD_DEMO: 'off', STEWARD_FRESH_PROOF: 'password', NODE_ENV })).toThrow(
        /set it to factor, or leave it out/,
      );
  });

  test('people are told an address that they can open, wherever it listens', () => {
    const told = (env: Record<string, string>) =>
      readConfig({ PORT: '80', STEWARD_DEMO: 'off', ...env }).publicUrl;
    expect(told({})).toBe('http://localhost:80');
    for (const HOST of ['0.0.0.0', '::']) expect(told({ HOST })).toBe('http://localhost:80');
    expect(told({ HOST: '::1' })).toBe('http://[::1]:80');
    expect(told({ HOST: '192.0.2.1' })).toBe('http://192.0.2.1:80');
    expect(told({ STEWARD_URL: 'https://Steward.example/' })).toBe('https://steward.example');
  });

  test('the demonstration, whose passwords are published, is for this machine only unless told otherwise', () => {
    for (const HOST of ['0.0.0.0', '::', '192.0.2.1', 'steward.example']) {
      expect(() => readConfig({ HOST })).toThrow(
        /passwords are published.*Set STEWARD_DEMO to on if that is meant/,
      );
      expect(readConfig({ HOST, STEWARD_DEMO: 'on' }).demo).toBe(true);
      expect(facesOthers(readConfig({ HOST, STEWARD_DEMO: 'on' }))).toBe(true);
    }
    for (const HOST of ['localhost', '127.0.0.1', '::1'])
      expect(facesOthers(readConfig({ HOST }))).toBe(false);
    expect(facesOthers(readConfig({ STEWARD_URL: 'https://steward.example' }))).toBe(true);
  });

  test('nothing is as good as what is not set; the demonstration is on only where nothing else can be', () => {
    expect(readConfig({ PORT: '', STEWARD_URL: '' })).toMatchObject({ port: 4000, demo: true });
    const DATABASE_URL = 'postgres://steward_app:x@db/steward';
    expect(readConfig({ DATABASE_URL }).demo).toBe(false);
    expect(readConfig({ DATABASE_URL, STEWARD_DEMO: 'on' }).demo).toBe(true);
    expect(readConfig({ STEWARD_DEMO: 'off' }).demo).toBe(false);
  });
});
